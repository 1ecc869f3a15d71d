// What part of a graph is in view: restored, fitted on first sight, moved to what is asked for.
import { useEffect, useState } from 'react'
import { useReactFlow, useStore, type FitViewOptions, type Viewport } from 'reactflow'
import { useSession, useStores } from '../../state/context'
import { paletteDrag } from '../palette/drag'
import { insertItem } from '../actions'
import { paletteItems } from '../palette/items'
import { fitOptions } from './fit'
import type { Places } from './flowModel'

/** Keeps the viewport of a graph, and takes what is dropped from the palette. */
export function useView(graph: string, places: Places) {
  const stores = useStores()
  const flow = useReactFlow()
  const [saved] = useState<Viewport | undefined>(() => stores.session.getState().viewports[graph])
  const [firstFit] = useState(() => fitOptions(stores.document.getState().document, graph, places))
  useRefit(graph, firstFit)
  useFocus(graph)

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
      ...(saved ? { defaultViewport: saved } : { fitView: true, fitViewOptions: firstFit }),
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

/** While nothing has been touched yet, the whole graph stays in view when the room changes its size. */
function useRefit(graph: string, options: FitViewOptions): void {
  const stores = useStores()
  const flow = useReactFlow()
  const size = useStore((state) => `${Math.round(state.width / 16)} ${Math.round(state.height / 16)}`)
  useEffect(() => {
    const { viewports, selection } = stores.session.getState()
    const touched = viewports[graph] !== undefined || selection.length > 0
    if (!touched && stores.document.getState().past.length === 0) void flow.fitView(options)
  }, [size, graph, stores, flow, options])
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
