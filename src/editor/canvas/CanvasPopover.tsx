// Small searchable lists over the canvas: what to add at the end of a wire, and what to wire a node to.
import { useLayoutEffect, useRef } from 'react'
import { useDocument, useStores } from '../../state/context'
import type { Position } from '../../document/types'
import { ChoiceList } from '../../ui/ChoiceList'
import { connectPorts } from '../actions'
import { canvasHandle } from '../canvasHandle'
import { targetsOf, type PortPlace } from '../connecting'
import { Glyph } from '../Glyph'
import { plainId } from '../names'
import { addWired, paletteItems } from '../palette/items'
import styles from './Canvas.module.css'

export type Popup =
  | { show: 'connect'; node: string; screen: { x: number; y: number } }
  | {
      show: 'add'
      screen: { x: number; y: number }
      at: Position
      end: PortPlace
      side: 'output' | 'input'
    }

/** The list that a popup asks for, kept within the canvas. Escape and a press elsewhere close it. */
export function CanvasPopover({
  popup,
  graph,
  onClose,
}: {
  popup: Popup
  graph: string
  onClose: () => void
}) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = ref.current
    const room = element?.parentElement?.getBoundingClientRect()
    if (!element || !room) return
    const fits = (wished: number, size: number, limit: number) =>
      Math.max(8, Math.min(wished, limit - size - 8))
    element.style.left = `${fits(popup.screen.x - room.x, element.offsetWidth, room.width)}px`
    element.style.top = `${fits(popup.screen.y - room.y, element.offsetHeight, room.height)}px`
  }, [popup])
  const leave = (node: string) => {
    onClose()
    canvasHandle()?.focusCard(node)
  }
  const title = popup.show === 'connect' ? `Wire ${plainId(popup.node)} to` : 'Add what fits here'
  return (
    <div
      ref={ref}
      className={styles.popover}
      role="dialog"
      aria-label={title}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose()
      }}
    >
      <h2 className={styles.popoverTitle}>{title}</h2>
      {popup.show === 'connect' ? (
        <ConnectList node={popup.node} graph={graph} onLeave={leave} />
      ) : (
        <AddList popup={popup} graph={graph} onLeave={leave} />
      )}
    </div>
  )
}

/** `onLeave` hears which card the keyboard goes to. */
interface ListProps {
  graph: string
  onLeave: (node: string) => void
}

function ConnectList({ node, graph, onLeave }: ListProps & { node: string }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const targets = targetsOf(document, graph, node)
  return (
    <ChoiceList
      label="Search ports"
      items={targets.map(({ id, label, kindTitle, refused }) => ({
        id,
        label,
        detail: kindTitle,
        refused: refused ?? undefined,
      }))}
      empty={`${plainId(node)} has no output, or nothing here takes one.`}
      unmatched={(query) => `No port is named “${query}”.`}
      height={240}
      onCancel={() => onLeave(node)}
      onChoose={(id) => {
        const target = targets.find((each) => each.id === id)
        if (target) connectPorts(stores, target.connection)
        onLeave(node)
      }}
    />
  )
}

function AddList({ popup, graph, onLeave }: ListProps & { popup: Extract<Popup, { show: 'add' }> }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const { end, side } = popup
  const found = paletteItems(document, graph).flatMap((item) => {
    const added = addWired(document, graph, { item, position: popup.at, end, side })
    return added ? [{ item, added }] : []
  })
  return (
    <ChoiceList
      label="Search what fits"
      items={found.map(({ item }) => ({
        id: item.id,
        label: item.title,
        group: item.group,
        words: item.doc,
        icon: <Glyph tint={item.tint} />,
      }))}
      empty="Nothing fits here."
      unmatched={(query) => `Nothing that fits here is named “${query}”.`}
      height={240}
      onCancel={() => onLeave(end.node)}
      onChoose={(id) => {
        const choice = found.find(({ item }) => item.id === id)
        if (choice) {
          stores.document.getState().apply(choice.added.document)
          stores.session.getState().select([choice.added.id])
        }
        onLeave(choice?.added.id ?? end.node)
      }}
    />
  )
}
