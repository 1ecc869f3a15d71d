// Drawing wires on the canvas: what fits is wired, what does not is refused, what ends in the open asks what to add.
import {
  useReactFlow,
  type Connection as FlowConnection,
  type Edge,
  type FinalConnectionState,
} from 'reactflow'
import { disconnect } from '../../document/edit'
import { useDocument, useStores, type Stores } from '../../state/context'
import { connectPorts } from '../actions'
import { firstFit, refusalOf } from '../connecting'
import type { Popup } from './CanvasPopover'
import type { WireFlowEdge } from './flowModel'
import { connectionOfFlow, placeOf } from './handles'

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

function cardAt({ x, y }: { x: number; y: number }): string | null {
  const node = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-id][aria-roledescription="node"]')
  return node?.dataset.id ?? null
}

/** Moves an end of a wire, as one step. */
function reconnect(stores: Stores, graph: string, edge: WireFlowEdge, ends: FlowConnection): void {
  const connection = connectionOfFlow(ends)
  const wire = edge.data?.wire
  if (!connection || !wire) return
  const { document, apply } = stores.document.getState()
  const moved = connection.to.node !== wire.to || connection.to.port !== wire.input
  const gesture = `reconnect ${wire.id}`
  if (moved) apply(disconnect(document, { graph, to: { node: wire.to, port: wire.port } }), { gesture })
  connectPorts(stores, connection, gesture)
  stores.document.getState().endGesture()
}

/** Handlers for React Flow's connections in one graph. */
export function useConnecting({ graph, openPopup }: { graph: string; openPopup: (popup: Popup) => void }) {
  const stores = useStores()
  const flow = useReactFlow()
  const current = useDocument((state) => state.document)

  const isValidConnection = (ends: FlowConnection | Edge) => {
    const connection = connectionOfFlow({
      source: ends.source,
      target: ends.target,
      sourceHandle: ends.sourceHandle ?? null,
      targetHandle: ends.targetHandle ?? null,
    })
    return connection !== null && refusalOf(current, graph, connection) === null
  }
  const onConnect = (ends: FlowConnection) => {
    const connection = connectionOfFlow(ends)
    if (connection) connectPorts(stores, connection)
  }
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    if (state.toHandle || !state.fromHandle) return
    const point = pointOf(event)
    const end = placeOf(state.fromHandle)
    const outwards = state.fromHandle.type === 'source'
    const card = cardAt(point)
    if (card !== null) {
      const fit = outwards
        ? firstFit(current, graph, end.node, card, { output: end.port })
        : firstFit(current, graph, card, end.node, { input: end.port })
      if (fit) connectPorts(stores, fit)
      return
    }
    const at = flow.screenToFlowPosition(point)
    openPopup({
      show: 'add',
      screen: point,
      at: [at.x - (outwards ? 0 : 216), at.y - 28],
      end,
      side: outwards ? 'output' : 'input',
    })
  }
  const onReconnect = (edge: WireFlowEdge, ends: FlowConnection) => reconnect(stores, graph, edge, ends)
  return {
    props: {
      isValidConnection,
      onConnect,
      onConnectEnd,
      onReconnect,
      connectionRadius: 24,
      connectOnClick: true,
    },
  }
}
