// A wire on the canvas, as React Flow draws it: a smooth step around cards, with the shape beside its source.
import { createContext, memo, use, useMemo, type CSSProperties } from 'react'
import { useStore, type ConnectionLineComponentProps, type EdgeProps } from 'reactflow'
import { useRun } from '../../state/context'
import { farZoom } from './CardNode'
import type { WireFlowEdge } from './flowModel'
import { labelLetter } from '../cards/labels'
import type { Point, Rect } from '../cards/places'
import { roundedPath, routeWire } from '../cards/route'
import styles from './Wire.module.css'

/** The places of all cards, which wires run around. */
export const CardRects = createContext<readonly Rect[]>([])

function WireEdgeView(props: EdgeProps<WireFlowEdge>) {
  const { sourceX, sourceY, targetX, targetY, selected, data } = props
  const rects = use(CardRects)
  const far = useStore((state) => state.transform[2] < farZoom)
  const running = useRun((state) => state.status === 'running')
  const wire = data?.wire
  const label = wire?.label ?? ''
  const lane = wire?.lane ?? 0
  const route = useMemo(() => {
    // Ports reach over the card's edge: wires start at the edge itself.
    const from = { x: sourceX - 12, y: sourceY }
    const to = { x: targetX + 12, y: targetY }
    const straight = label === '' ? 24 : label.length * labelLetter + 20
    return routeWire({ from, to, cards: rects, lane, straight })
  }, [sourceX, sourceY, targetX, targetY, rects, label, lane])
  const path = roundedPath(route.points)
  const style = data?.colour ? ({ '--edge': data.colour.line } as CSSProperties) : undefined
  return (
    <g style={style}>
      <path className={styles.halo} d={path} />
      <path className={styles.reach} d={path} />
      <path
        className={`${styles.wire} ${running && data?.colour ? styles.running : ''}`}
        d={path}
        data-selected={selected === true || undefined}
      />
      {!far && label !== '' && <ShapeLabel text={label} points={route.points} rects={rects} />}
      {!far && wire?.weight != null && <WeightLabel text={wire.weight} end={route.points.at(-1)} />}
    </g>
  )
}

export const WireEdge = memo(WireEdgeView)

/** Beside the source, above the wire or, where a card is in the way, below it; nowhere where both are taken. */
function ShapeLabel({
  text,
  points,
  rects,
}: {
  text: string
  points: readonly Point[]
  rects: readonly Rect[]
}) {
  const [start] = points
  if (!start) return null
  const width = text.length * labelLetter
  const x = start.x + 12
  const isFree = (y: number) =>
    !rects.some(
      (card) =>
        card.x < x + width + 2 &&
        card.x + card.width > x - 2 &&
        card.y < y + 3 &&
        card.y + card.height > y - 10,
    )
  const y = [start.y - 6, start.y + 14].find(isFree)
  if (y === undefined) return null
  const [batch = '', ...sizes] = text.split('×')
  return (
    <text className={styles.label} x={x} y={y}>
      {sizes.length > 0 ? <tspan className={styles.batch}>{`${batch}×`}</tspan> : batch}
      {sizes.join('×')}
    </text>
  )
}

function WeightLabel({ text, end }: { text: string; end: Point | undefined }) {
  return (
    end && (
      <text className={styles.label} x={end.x - 14} y={end.y - 7} textAnchor="end">
        {text}
      </text>
    )
  )
}

/** The wire that is being drawn. */
export function PendingWire(props: ConnectionLineComponentProps) {
  const { fromX, fromY, toX, toY, fromHandle, connectionStatus } = props
  const forwards = fromHandle.type === 'source'
  const from = { x: fromX, y: fromY }
  const to = { x: toX, y: toY }
  const [start, end] = forwards ? [from, to] : [to, from]
  const { points } = routeWire({
    from: start,
    to: end,
    cards: [],
    lane: 0,
    straight: Math.max(20, (end.x - start.x) / 2),
  })
  return (
    <path
      className={styles.pending}
      d={roundedPath(points)}
      data-refused={connectionStatus === 'invalid' || undefined}
    />
  )
}
