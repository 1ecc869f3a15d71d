// What can be added, by group: searched, dragged to the canvas, or inserted with Enter.
import { Tooltip } from '@mantine/core'
import { useId, useState, type KeyboardEvent } from 'react'
import { useDocument, useSession, useStores } from '../../state/context'
import { findChoices } from '../../ui/ChoiceList'
import { keyLabel } from '../../ui/keys'
import { insertItem } from '../actions'
import { keysOf } from '../commands'
import { Glyph } from '../Glyph'
import { paletteDrag } from './drag'
import { paletteItems, type PaletteItem } from './items'
import styles from './Palette.module.css'

/** The palette of the open graph. */
export function Palette() {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const graph = useSession((state) => state.graph)
  const id = useId()
  const [query, setQuery] = useState('')
  /** The option that Enter inserts; none until a key or a search asks for one. */
  const [active, setActive] = useState<number | null>(null)
  const items = paletteItems(document, graph)
  const byId = new Map(items.map((item) => [item.id, item]))
  const choices = items.map((item) => ({
    id: item.id,
    label: item.title,
    group: item.group,
    words: item.doc,
  }))
  const found = findChoices(choices, query).flatMap((choice) => byId.get(choice.id) ?? [])
  const at = active === null ? -1 : Math.min(active, found.length - 1)
  const insert = (item: PaletteItem | undefined) => {
    if (item && !readOnly) insertItem(stores, item)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (move !== undefined) {
      const next = Math.max(0, Math.min(found.length - 1, move))
      setActive(next)
      window.document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') insert(found[Math.max(0, at)])
    else if (event.key === 'Escape') {
      setQuery('')
      setActive(null)
      event.currentTarget.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
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
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActive(event.currentTarget.value === '' ? null : 0)
          }}
          onBlur={() => setActive(null)}
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
        {found.length === 0 && <div className={styles.none}>Nothing has this name.</div>}
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
