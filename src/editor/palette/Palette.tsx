// What can be added, by group: searched, dragged to the canvas, or inserted with Enter.
import { Tooltip } from '@mantine/core'
import { useId, useState, type KeyboardEvent } from 'react'
import { useDocument, useSession, useStores } from '../../state/context'
import { findChoices } from '../../ui/ChoiceList'
import { keyLabel } from '../../ui/keys'
import { insertItem } from '../actions'
import { canvasHandle } from '../canvasHandle'
import { keysOf } from '../commands'
import { Glyph } from '../Glyph'
import { paletteDrag } from './drag'
import { foundElsewhere } from './elsewhere'
import { paletteItems, type PaletteItem } from './items'
import styles from './Palette.module.css'

/** What the search finds, which of it Enter inserts (none until a key or a search asks for one), and the keys. */
function useSearch(args: {
  items: readonly PaletteItem[]
  insert: (item: PaletteItem) => void
  onLeave: () => void
  listId: string
}) {
  const { items, insert, onLeave, listId } = args
  const [query, setQuery] = useState('')
  const [active, setActive] = useState<number | null>(null)
  const byId = new Map(items.map((item) => [item.id, item]))
  const choices = items.map(({ id, title, group, doc }) => ({ id, label: title, group, words: doc }))
  const found = findChoices(choices, query).flatMap((choice) => byId.get(choice.id) ?? [])
  const at = active === null ? -1 : Math.min(active, found.length - 1)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    const chosen = found[Math.max(0, at)]
    if (to !== undefined) {
      const next = Math.max(0, Math.min(found.length - 1, to))
      setActive(next)
      window.document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      if (chosen) insert(chosen)
    } else if (event.key === 'Escape') {
      setQuery('')
      onLeave()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const search = (text: string) => {
    setQuery(text)
    setActive(text === '' ? null : 0)
  }
  return { query, search, found, at, leave: () => setActive(null), onKeyDown }
}

/** The palette of the open graph. */
export function Palette() {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const graph = useSession((state) => state.graph)
  const id = useId()
  const insert = (item: PaletteItem) => insertItem(stores, item)
  // The selected card is the one that the keyboard came from, or the newest that was inserted.
  const onLeave = () => canvasHandle()?.focusCard(stores.session.getState().selection.at(-1))
  const items = paletteItems(document, graph)
  const { query, search, found, at, leave, onKeyDown } = useSearch({ items, insert, onLeave, listId: id })
  return (
    <section className={styles.palette} aria-label="Palette">
      <div className={styles.search}>
        <input
          role="combobox"
          aria-label="Search the palette"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          placeholder={`Add…  ${keyLabel(keysOf('find'))}`}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => search(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.items} id={`${id}-list`} role="listbox" aria-label="Palette" tabIndex={0}>
        {found.map((item, index) => (
          <PaletteOption
            key={item.id}
            id={`${id}-${index}`}
            item={item}
            heading={item.group !== found[index - 1]?.group && query === ''}
            active={index === at}
            readOnly={readOnly}
            onInsert={() => insert(item)}
          />
        ))}
        {found.length === 0 && (
          <div className={styles.none}>
            {foundElsewhere(document, graph, query) ?? 'Nothing has this name.'}
          </div>
        )}
      </div>
    </section>
  )
}

function PaletteOption(props: {
  id: string
  item: PaletteItem
  heading: boolean
  active: boolean
  readOnly: boolean
  onInsert: () => void
}) {
  const { id, item, heading, active, readOnly, onInsert } = props
  return (
    <>
      {heading && (
        <div className={styles.group} role="presentation">
          {item.group}
        </div>
      )}
      <Tooltip label={item.doc} multiline maw={260} position="right" openDelay={600}>
        <div
          id={id}
          className={styles.item}
          role="option"
          aria-selected={active}
          aria-disabled={readOnly || undefined}
          data-active={active || undefined}
          draggable={!readOnly}
          onDragStart={(event) => {
            event.dataTransfer.setData(paletteDrag, item.id)
            event.dataTransfer.effectAllowed = 'copy'
          }}
          onClick={onInsert}
        >
          <Glyph tint={item.tint} />
          <span>{item.title}</span>
        </div>
      </Tooltip>
    </>
  )
}
