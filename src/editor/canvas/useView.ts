// What part of a graph is in view: restored, fitted on first sight, moved to what is asked for.
import { useEffect, useState } from 'react'
import { useReactFlow, useStore, useStoreApi, type Viewport } from 'reactflow'
import { moveNodes } from '../../document/edit'
import { useSession, useStores } from '../../state/context'
import { registerCanvas } from '../canvasHandle'
import { paletteDrag } from '../palette/drag'
import { insertItem } from '../actions'
import { paletteItems } from '../palette/items'
import type { Popup } from './CanvasPopover'
import type { Moving } from './useMoving'
import { arrangedPlaces } from './usePlaces'

const fitOptions = { padding: 0.08, maxZoom: 1, minZoom: 0.1 }

/** Keeps the viewport of a graph, answers to commands and drops. */
export function useView(args: {
  graph: string
  ready: boolean
  moving: Moving
  openPopup: (popup: Popup) => void
}) {
  const { graph, moving, openPopup } = args
  const stores = useStores()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  const [saved] = useState<Viewport | undefined>(() => stores.session.getState().viewports[graph])
  useRefit(graph)
  useFocus(graph)

  useEffect(() => {
    const keep = () => stores.session.getState().setViewport(graph, flow.getViewport())
    return registerCanvas({
      fit: () => void flow.fitView(fitOptions).then(keep),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor).then(keep),
      centre: () => {
        const { domNode } = flowStore.getState()
        const box = domNode?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 }
        const { x, y } = flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
        return [x, y]
      },
      arrange: async () => {
        const { document, apply, readOnly } = stores.document.getState()
        if (readOnly) return
        const places = await arrangedPlaces(document, graph)
        apply(moveNodes(stores.document.getState().document, { graph, positions: { ...places } }))
        requestAnimationFrame(() => void flow.fitView(fitOptions).then(keep))
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

  const onDrop = (event: React.DragEvent) => {
    const id = event.dataTransfer.getData(paletteDrag)
    const item = paletteItems(stores.document.getState().document, graph).find((each) => each.id === id)
    if (!item) return
    event.preventDefault()
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    insertItem(stores, item, [Math.round(x / 4) * 4 - 108, Math.round(y / 4) * 4 - 28])
  }
  return {
    props: {
      ...(saved ? { defaultViewport: saved } : { fitView: true, fitViewOptions: fitOptions }),
      onMoveEnd: (event: MouseEvent | TouchEvent | null, viewport: Viewport) => {
        // Fits on first sight and on resizing come without an event: they are not the user's choice.
        if (event) stores.session.getState().setViewport(graph, viewport)
      },
      onDragOver: (event: React.DragEvent) => {
        if (!event.dataTransfer.types.includes(paletteDrag)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop,
      onFocus: (event: React.FocusEvent) => selectFocused(stores, event.target),
    },
  }
}

/** A card that is reached with the Tab key is selected, so that every command works on it. */
function selectFocused(stores: ReturnType<typeof useStores>, target: EventTarget): void {
  if (!(target instanceof HTMLElement) || !target.matches('[aria-roledescription="node"]:focus-visible'))
    return
  const { id } = target.dataset
  if (id !== undefined && !stores.session.getState().selection.includes(id))
    stores.session.getState().select([id])
}

/** Until the user has chosen a viewport, the whole graph stays in view when the room changes its size. */
function useRefit(graph: string): void {
  const stores = useStores()
  const flow = useReactFlow()
  const size = useStore((state) => `${state.width} ${state.height}`)
  useEffect(() => {
    if (!stores.session.getState().viewports[graph]) void flow.fitView(fitOptions)
  }, [size, graph, stores, flow])
}

/** Centres the node that something else asked to see. */
function useFocus(graph: string): void {
  const stores = useStores()
  const flow = useReactFlow()
  const focus = useSession((state) => state.focus)
  useEffect(() => {
    if (focus?.graph !== graph) return
    const node = flow.getInternalNode(focus.node)
    if (node) {
      const { x, y } = node.internals.positionAbsolute
      const { width = 0, height = 0 } = node.measured
      void flow
        .setCenter(x + width / 2, y + height / 2, { zoom: Math.max(0.8, flow.getZoom()) })
        .then(() => stores.session.getState().setViewport(graph, flow.getViewport()))
    }
    stores.session.getState().clearFocus()
  }, [focus, graph, stores, flow])
}
