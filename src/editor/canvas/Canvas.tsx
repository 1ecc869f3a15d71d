// The canvas: one graph of the document, drawn and edited. The only folder with React Flow's types.
import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
} from 'reactflow'
import 'reactflow/dist/base.css'
import { useMemo, useState } from 'react'
import { useDocument, useSession, useStores } from '../../state/context'
import { playerColours } from '../../state/playerColours'
import { Empty } from '../../ui/Empty'
import styles from './Canvas.module.css'
import { CanvasMenu, type MenuPlace } from './CanvasMenu'
import { CanvasPopover, type Popup } from './CanvasPopover'
import { CardNode } from './CardNode'
import { cardsOf } from '../cards/cards'
import { ConnectionHint } from './ConnectionHint'
import { flowEdges, flowNodes, type Places } from './flowModel'
import { useCanvasHandle } from './useCanvasHandle'
import { useConnecting } from './useConnecting'
import { useMoving, type Moving } from './useMoving'
import { usePlaces } from './usePlaces'
import { useView } from './useView'
import { CardRects, PendingWire, WireEdge } from './WireEdge'
import { wiresOf } from '../cards/wires'

const nodeTypes = { card: CardNode }
const edgeTypes = { wire: WireEdge }
/** Commands have the keys (see `commands.ts`), so React Flow's own are off. */
const settings = {
  connectionLineComponent: PendingWire,
  onlyRenderVisibleElements: true,
  deleteKeyCode: null,
  selectionKeyCode: 'Shift',
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: ['Shift', 'Meta', 'Control'],
  zoomOnDoubleClick: false,
  disableKeyboardA11y: true,
  minZoom: 0.1,
  maxZoom: 2,
}

/** The canvas of the open graph. */
export function Canvas() {
  const graph = useSession((state) => state.graph)
  const places = usePlaces(graph)
  return (
    <section className={styles.canvas} aria-label="Canvas" tabIndex={-1}>
      {places === null ? (
        <div className={styles.note} role="status">
          Arranging the cards…
        </div>
      ) : (
        <ReactFlowProvider key={graph}>
          <Flow graph={graph} places={places} />
        </ReactFlowProvider>
      )}
    </section>
  )
}

/** React Flow's nodes and edges of a graph, and the places that wires run around. */
function useElements(graph: string, moving: Moving) {
  const document = useDocument((state) => state.document)
  const selection = useSession((state) => state.selection)
  const { places, wires: selectedWires } = moving
  const cards = cardsOf(document, graph)
  const wires = wiresOf(document, graph)
  const colours = playerColours(document)
  const nodes = useMemo(
    () => flowNodes({ graph, cards, places, selection: new Set(selection), colours }),
    [graph, cards, places, selection, colours],
  )
  const edges = useMemo(
    () => flowEdges({ wires, selection: selectedWires, colours }),
    [wires, selectedWires, colours],
  )
  const rects = useMemo(
    () =>
      nodes.map(({ position, data: { card } }) => ({
        ...position,
        width: card.width,
        height: card.height,
      })),
    [nodes],
  )
  return { nodes, edges, rects }
}

function Flow({ graph, places }: { graph: string; places: Places }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const selection = useSession((state) => state.selection)
  const [popup, setPopup] = useState<Popup | null>(null)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const cards = cardsOf(document, graph)
  const moving = useMoving(graph, places)
  const view = useView(graph, places)
  useCanvasHandle({ graph, moving, openPopup: setPopup })
  const connecting = useConnecting({ graph, openPopup: setPopup })

  const { nodes, edges, rects } = useElements(graph, moving)
  return (
    <CardRects value={rects}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...view.props}
        {...moving.props}
        {...connecting.props}
        onNodeDoubleClick={(_, node) => {
          if (node.data.card.opens !== null) stores.session.getState().openGraph(node.data.card.opens)
        }}
        onNodeContextMenu={(event, node) => {
          event.preventDefault()
          if (!selection.includes(node.id)) stores.session.getState().select([node.id])
          setMenu({ x: event.clientX, y: event.clientY })
        }}
        onPaneClick={() => setPopup(null)}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        {...settings}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
        <ConnectionHint graph={graph} />
        <FarTitles />
      </ReactFlow>
      {cards.length === 0 && (
        <div className={styles.note}>
          <Empty>Nothing here yet. Drag something in from the palette, or press / to search it.</Empty>
        </div>
      )}
      {popup && <CanvasPopover popup={popup} graph={graph} onClose={() => setPopup(null)} />}
      <CanvasMenu place={menu} onClose={() => setMenu(null)} />
    </CardRects>
  )
}

/** Titles of far cards grow as the view shrinks, so that they can be read as long as possible. */
function FarTitles() {
  const size = useStore((state) => Math.round(Math.min(40, Math.max(20, 10.5 / state.transform[2]))))
  return <style>{`:root{--far-title:${size}px}`}</style>
}
