// Dragging and selecting on the canvas: a drag is one step of undo, a selection none.
import { useMemo, useState } from 'react'
import type { EdgeChange, NodeChange } from 'reactflow'
import { moveNodes } from '../../document/edit'
import type { Position } from '../../document/types'
import { useStores, type Stores } from '../../state/context'
import type { CardFlowNode } from './CardNode'
import type { Places, WireFlowEdge } from './flowModel'

type Moves = Record<string, Position>

/** Where cards are while they are dragged, which wires are selected, and the handlers that React Flow wants. */
export function useMoving(graph: string, places: Places) {
  const stores = useStores()
  const [dragged, setDragged] = useState<Moves | null>(null)
  const [wires, setWires] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => (dragged ? { ...places, ...dragged } : places), [places, dragged])
  const onNodesChange = (changes: NodeChange<CardFlowNode>[]) => {
    select(stores, changes)
    const moves: Moves = {}
    let ended = false
    for (const change of changes) {
      if (change.type !== 'position') continue
      if (change.position) moves[change.id] = [change.position.x, change.position.y]
      if (change.dragging === false) ended = true
    }
    if (Object.keys(moves).length === 0 && !ended) return
    const all = { ...dragged, ...moves }
    setDragged(ended ? null : all)
    if (ended) commit(stores, graph, all, places)
  }
  const onEdgesChange = (changes: EdgeChange<WireFlowEdge>[]) => {
    const next = new Set(wires)
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.selected) next.add(change.id)
      else next.delete(change.id)
    }
    setWires(next)
  }
  return { places: shown, wires, setWires, props: { onNodesChange, onEdgesChange } }
}

export type Moving = ReturnType<typeof useMoving>

function select(stores: Stores, changes: NodeChange<CardFlowNode>[]): void {
  const before = stores.session.getState().selection
  const chosen = new Set(before)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  const next = [...chosen]
  if (next.join(' ') !== before.join(' ')) stores.session.getState().select(next)
}

function commit(stores: Stores, graph: string, moves: Moves, places: Places): void {
  const snapped: Moves = {}
  for (const [id, [x, y]] of Object.entries(moves)) {
    const to: Position = [Math.round(x / 4) * 4, Math.round(y / 4) * 4]
    const from = places[id]
    if (from?.[0] !== to[0] || from[1] !== to[1]) snapped[id] = to
  }
  const { document, apply, endGesture } = stores.document.getState()
  if (Object.keys(snapped).length === 0) return
  apply(moveNodes(document, { graph, positions: snapped }))
  endGesture()
}
