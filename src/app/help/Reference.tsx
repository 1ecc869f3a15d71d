// The reference: every vocabulary in one list, which is searched by any word, and the entry that is chosen.
import { IconArrowLeft } from '@tabler/icons-react'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { Glyph } from '../../editor/Glyph'
import { makeReference } from '../../reference/reference'
import type { Entry } from '../../reference/types'
import { findChoices } from '../../ui/ChoiceList'
import { ReferenceEntry } from './ReferenceEntry'
import styles from './Reference.module.css'

/** An entry in its place: unique, unlike its id alone. */
interface Item {
  id: string
  label: string
  words: string
  chapter: string
  group: string
  /** Which small picture it has. */
  tint: string
  entry: Entry
}

/** Every entry, in order; its words are all that may be looked for, its parameters too. */
function referenceItems(): Item[] {
  return makeReference().flatMap((chapter) =>
    chapter.groups.flatMap(({ title, entries }) =>
      entries.map((entry) => ({
        id: `${chapter.id}/${entry.id}`,
        label: entry.title,
        words: [entry.doc, ...entry.parameters.flatMap(({ name, label }) => [name, label])].join(' '),
        chapter: chapter.title,
        group: title,
        // A group that is all of its chapter has the chapter's picture.
        tint: title === chapter.title ? chapter.id : title.toLowerCase(),
        entry,
      })),
    ),
  )
}

function useFound() {
  const items = useMemo(referenceItems, [])
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<string | undefined>(items[0]?.id)
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  const found = findChoices(items, query).flatMap((choice) => byId.get(choice.id) ?? [])
  const at = Math.max(
    0,
    found.findIndex(({ id }) => id === chosen),
  )
  const search = (text: string) => {
    setQuery(text)
    setChosen(undefined)
  }
  return { query, search, found, at, choose: setChosen }
}

export function Reference() {
  const { query, search, found, at, choose } = useFound()
  /** Where there is no room for both: whether the entry is shown, not the list. */
  const [reading, setReading] = useState(false)
  const article = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const shown = found[at]
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to))
    choose(found[next]?.id)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const read = (item: Item | undefined) => {
    if (item === undefined) return
    flushSync(() => {
      choose(item.id)
      setReading(true)
    })
    article.current?.focus()
  }
  const goBack = () => {
    flushSync(() => setReading(false))
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) move(at + step)
    else if (event.key === 'Enter') read(shown)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.reference} data-reading={reading || undefined}>
      <div className={styles.side}>
        <input
          ref={field}
          className={styles.search}
          role="combobox"
          aria-label="Search the reference"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={shown && `${id}-${at}`}
          placeholder="Search names, parameters, words"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={query}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Found items={found} at={at} id={id} searched={query !== ''} onRead={read} />
      </div>
      <article ref={article} className={styles.article} tabIndex={0} aria-label={shown?.label ?? 'Entry'}>
        <button type="button" className={styles.back} onClick={goBack}>
          <IconArrowLeft size={15} aria-hidden /> All entries
        </button>
        {shown && <ReferenceEntry chapter={shown.chapter} group={shown.group} entry={shown.entry} />}
      </article>
    </div>
  )
}

function Found(props: {
  items: readonly Item[]
  at: number
  id: string
  searched: boolean
  onRead: (item: Item) => void
}) {
  const { items, at, id, searched, onRead } = props
  return (
    <div className={styles.items} id={`${id}-list`} role="listbox" aria-label="Entries" tabIndex={-1}>
      {items.map((item, index) => {
        const before = items[index - 1]
        const heading = item.group === item.chapter ? item.group : `${item.chapter} · ${item.group}`
        const begins = before?.group !== item.group || before.chapter !== item.chapter
        return (
          <div key={item.id} role="presentation">
            {begins && !searched && (
              <div className={styles.group} role="presentation">
                {heading}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              className={styles.item}
              role="option"
              aria-selected={index === at}
              onClick={() => onRead(item)}
            >
              <Glyph tint={item.tint} />
              <span>{item.label}</span>
              {searched && <small>{item.chapter}</small>}
            </div>
          </div>
        )
      })}
      {items.length === 0 && <div className={styles.none}>Nothing in the reference has these words.</div>}
    </div>
  )
}
