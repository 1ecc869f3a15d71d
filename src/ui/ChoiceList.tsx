// A list that is searched by typing and chosen from with the arrow keys and Enter.
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import styles from './ChoiceList.module.css'

export interface ChoiceItem {
  id: string
  label: string
  detail?: string | undefined
  group?: string | undefined
  icon?: ReactNode
  /** Why it cannot be chosen; it is shown, greyed, after those that can. */
  refused?: string | undefined
  /** More words that find it. */
  words?: string | undefined
}

/** The items that contain every word of the query, best matches (at the start of the label) first, refused ones last. */
export function findChoices(items: readonly ChoiceItem[], query: string): ChoiceItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const scored = items.flatMap((item, index) => {
    const label = item.label.toLowerCase()
    const all = `${label} ${item.words ?? ''} ${item.group ?? ''} ${item.id}`.toLowerCase()
    if (!words.every((word) => all.includes(word))) return []
    const starts = words.length > 0 && words.some((word) => label.startsWith(word))
    return [{ item, rank: (item.refused === undefined ? 0 : 2) + (starts ? 0 : 1), index }]
  })
  scored.sort((a, b) => a.rank - b.rank || a.index - b.index)
  return scored.map(({ item }) => item)
}

interface ChoiceListProps {
  label: string
  placeholder?: string
  items: readonly ChoiceItem[]
  /** Said where there are no items at all. */
  empty: string
  /** Said where there are, and none is found. */
  unmatched: (query: string) => string
  height?: number
  onChoose: (id: string) => void
  onCancel?: () => void
}

/** What is found, which of it is active, and the keys that move and choose. */
function useChoices({ items, onChoose, onCancel }: ChoiceListProps, listId: string) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = findChoices(items, query)
  const at = Math.min(active, Math.max(0, found.length - 1))
  const optionId = (index: number) => (found[index] ? `${listId}-${found[index].id}` : undefined)
  const choose = (item: ChoiceItem | undefined) => {
    if (item && item.refused === undefined) onChoose(item.id)
  }
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to))
    setActive(next)
    document.getElementById(optionId(next) ?? '')?.scrollIntoView({ block: 'nearest' })
  }
  const search = (text: string) => {
    setQuery(text)
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) move(at + step)
    else if (event.key === 'Enter') choose(found[at])
    else if (event.key === 'Escape') onCancel?.()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { query, search, found, at, setActive, optionId, choose, onKeyDown }
}

/** A search field over a list box. Focus stays in the field; the arrow keys move, Enter chooses, Escape cancels. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, placeholder, items, empty, unmatched, height = 280 } = props
  const id = useId()
  const { query, search, found, at, setActive, optionId, choose, onKeyDown } = useChoices(props, id)
  return (
    <div className={styles.list}>
      <input
        className={styles.search}
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={optionId(at)}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        ref={focusOnce}
        value={query}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div
        className={styles.options}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        style={{ maxHeight: height }}
      >
        {found.map((item, index) => (
          <Option
            key={item.id}
            id={optionId(index) ?? ''}
            item={item}
            heading={query === '' && item.group !== found[index - 1]?.group ? item.group : undefined}
            selected={index === at}
            onPoint={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
        {found.length === 0 && (
          <div className={styles.none}>{items.length === 0 ? empty : unmatched(query.trim())}</div>
        )}
      </div>
    </div>
  )
}

function focusOnce(element: HTMLInputElement | null): void {
  element?.focus({ preventScroll: true })
}

function Option(props: {
  id: string
  item: ChoiceItem
  heading: string | undefined
  selected: boolean
  onPoint: () => void
  onChoose: () => void
}) {
  const { id, item, heading, selected, onPoint, onChoose } = props
  return (
    <>
      {heading !== undefined && (
        <div className={styles.group} role="presentation">
          {heading}
        </div>
      )}
      <div
        id={id}
        className={styles.option}
        role="option"
        aria-selected={selected}
        aria-disabled={item.refused !== undefined || undefined}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        {item.icon}
        <div className={styles.text}>
          <div>{item.label}</div>
          {(item.refused ?? item.detail) !== undefined && (
            <div className={styles.detail}>{item.refused ?? item.detail}</div>
          )}
        </div>
      </div>
    </>
  )
}
