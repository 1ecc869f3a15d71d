// Lets commands from outside the canvas reach it: fit, zoom, arrange, connect.
import { useEffect } from 'react'
import { useReactFlow, useStoreApi, type ReactFlowInstance } from 'reactflow'
import { moveNodes } from '../../document/edit'
import { useStores } from '../../state/context'
import { registerCanvas } from '../canvasHandle'
import type { Popup } from './CanvasPopover'
import { fitOptions } from './fit'
import { focusCard } from './focusCard'
import type { Moving } from './useMoving'
import { arrangedPlaces } from './usePlaces'

/** The middle of a node that is not wholly in view; null for one that is, or is not there. */
function centreIfHidden(
  flow: ReactFlowInstance,
  node: string,
  room: { width: number; height: number },
): [number, number] | null {
  const found = flow.getInternalNode(node)
  if (!found) return null
  const { x, y } = found.internals.positionAbsolute
  const { width = 0, height = 0 } = found.measured
  const { x: left, y: top, zoom } = flow.getViewport()
  const [right, bottom] = [(x + width) * zoom + left, (y + height) * zoom + top]
  const shown = x * zoom + left >= 0 && y * zoom + top >= 0 && right <= room.width && bottom <= room.height
  return shown ? null : [x + width / 2, y + height / 2]
}

/** Registers this canvas as the one on the page while it is there. */
export function useCanvasHandle(args: {
  graph: string
  moving: Moving
  openPopup: (popup: Popup) => void
}): void {
  const { graph, moving, openPopup } = args
  const stores = useStores()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  useEffect(() => {
    const keep = () => stores.session.getState().setViewport(graph, flow.getViewport())
    const fit = () => {
      const { document } = stores.document.getState()
      const places = { ...moving.places, ...document.layout[graph] }
      void flow.fitView(fitOptions(document, graph, places)).then(keep)
    }
    const reveal = (node: string) =>
      requestAnimationFrame(() => {
        const { width, height } = flowStore.getState()
        const centre = centreIfHidden(flow, node, { width, height })
        if (centre) void flow.setCenter(...centre, { zoom: flow.getZoom() }).then(keep)
      })
    return registerCanvas({
      fit,
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor).then(keep),
      centre: () => {
        const { domNode } = flowStore.getState()
        const box = domNode?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 }
        const { x, y } = flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
        return [x, y]
      },
      reveal,
      focusCard: (node) => {
        const canvas = flowStore.getState().domNode?.closest('section')
        if (canvas) focusCard(canvas, { node, reveal })
      },
      arrange: async () => {
        const { document, readOnly } = stores.document.getState()
        if (readOnly) return
        const positions = { ...(await arrangedPlaces(document, graph)) }
        const state = stores.document.getState()
        state.apply(moveNodes(state.document, { graph, positions }))
        requestAnimationFrame(fit)
      },
      openConnect: () => {
        const { selection } = stores.session.getState()
        const [node] = selection
        const at = node === undefined ? undefined : flow.getInternalNode(node)
        if (node === undefined || !at || selection.length !== 1) return
        const { x, y } = at.internals.positionAbsolute
        const screen = flow.flowToScreenPosition({ x: x + (at.measured.width ?? 0) + 12, y })
        openPopup({ show: 'connect', node, screen })
      },
      selectedWires: () => [...moving.wires],
      selectWires: (ids) => moving.setWires(new Set(ids)),
    })
  }, [graph, stores, flow, flowStore, moving, openPopup])
}
