// A card on the canvas, as React Flow draws it.
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import { Handle, Position, useStore, type Node, type NodeProps } from 'reactflow'
import { memo, type CSSProperties } from 'react'
import { useRun } from '../../state/context'
import type { PlayerColour } from '../../state/playerColours'
import { Glyph } from '../Glyph'
import { plainId } from '../names'
import type { Card, CardPort } from '../cards/cards'
import styles from './Card.module.css'
import { portReach } from '../cards/geometry'
import { Thumbnail } from './Thumbnail'

export type CardFlowNode = Node<{ card: Card; colour: PlayerColour | null; graph: string }, 'card'>

/** Below this zoom cards are blocks with titles. */
export const farZoom = 0.5
/** Below this one they say less, in larger letters. */
const middleZoom = 0.8

function CardNodeView({ data: { card, colour, graph }, selected }: NodeProps<CardFlowNode>) {
  const far = useStore((state) => state.transform[2] < farZoom)
  const middle = useStore((state) => state.transform[2] < middleZoom)
  const isPlayer = card.role === 'player'
  const style = {
    '--tint': isPlayer ? 'var(--soft)' : `var(--group-${card.tint}, var(--group-port))`,
    ...(colour && { '--edge': colour.line, '--edge-text': colour.text, '--soft': colour.soft }),
  } as CSSProperties
  return (
    <div
      className={styles.card}
      style={style}
      data-selected={selected || undefined}
      data-owned={(colour && !isPlayer) || undefined}
      data-player={isPlayer || undefined}
      data-middle={middle || undefined}
      data-error={card.problems.some(({ severity }) => severity === 'error') || undefined}
    >
      <div className={`${styles.frame} ${far ? styles.far : ''}`}>
        {far ? <span>{card.title}</span> : <Face card={card} colour={colour} />}
      </div>
      <Ports card={card} far={far} />
      {!far && <ProblemLine card={card} />}
      {card.role === 'layer' && <Blink prefix={`${graph}/${card.id}/`} />}
    </div>
  )
}

export const CardNode = memo(CardNodeView)

function Face({ card, colour }: { card: Card; colour: PlayerColour | null }) {
  const isPlayer = card.role === 'player'
  const glyph = <Glyph tint={isPlayer ? 'player' : card.tint} colour={isPlayer ? colour?.line : undefined} />
  if (card.thumb) {
    return (
      <div className={styles.withThumb}>
        <div className={styles.head}>
          <div className={styles.line}>
            {glyph}
            <span className={styles.title}>{card.title}</span>
          </div>
          <span className={styles.kind}>{card.kindTitle}</span>
          <span className={styles.summary}>{card.summary}</span>
        </div>
        <Thumbnail thumb={card.thumb} label={card.title} />
      </div>
    )
  }
  return (
    <div className={styles.head} data-alone={(card.summary === '' && !card.rows) || undefined}>
      <div className={styles.line}>
        {glyph}
        <span className={styles.title}>{card.title}</span>
        {isPlayer ? (
          <PlayerLoss player={plainId(card.id)} />
        ) : (
          <span className={styles.kind}>{card.kindTitle}</span>
        )}
      </div>
      {card.summary !== '' && <span className={styles.summary}>{card.summary}</span>}
    </div>
  )
}

function PlayerLoss({ player }: { player: string }) {
  const loss = useRun((state) => state.losses.at(-1)?.losses[player])
  if (loss === undefined) return null
  return (
    <span className={styles.loss} title="Loss since the last report">
      {loss.toPrecision(3)}
    </span>
  )
}

function Ports({ card, far }: { card: Card; far: boolean }) {
  return (
    <>
      {card.inputs.map((port) => (
        <Port key={`in ${port.name}`} card={card} port={port} type="target" far={far} />
      ))}
      {card.outputs.map((port) => (
        <Port key={`out ${port.name}`} card={card} port={port} type="source" far={far} />
      ))}
    </>
  )
}

/** Handle ids: an output's name may be empty, and React Flow takes an empty id for none. */
export function handleId(type: 'source' | 'target', port: string): string {
  return `${type === 'source' ? 'out' : 'in'}:${port}`
}

function Port(props: { card: Card; port: CardPort; type: 'source' | 'target'; far: boolean }) {
  const { card, port, type, far } = props
  const left = type === 'target'
  const name = `${left ? 'Input' : 'Output'} ${port.name}`.trim()
  return (
    <>
      <Handle
        id={handleId(type, port.name)}
        type={type}
        position={left ? Position.Left : Position.Right}
        className={styles.port ?? ''}
        role="button"
        aria-label={`${name} of ${plainId(card.id)}`}
        data-extra={port.extra || undefined}
        data-single={!card.rows || undefined}
        style={{
          top: port.y,
          [left ? 'left' : 'right']: -portReach / 2,
          transform: 'translateY(-50%)',
        }}
      />
      {!far && port.label !== '' && (
        <span className={styles.portLabel} style={{ top: port.y, [left ? 'left' : 'right']: 14 }}>
          {port.label}
        </span>
      )}
    </>
  )
}

function ProblemLine({ card: { id, problems } }: { card: Card }) {
  const [first] = problems
  if (!first) return null
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  const text = `${first.message}${more}`
  // Under its own card a problem need not name it.
  const shown = text.startsWith(`${plainId(id)}: `) ? text.slice(plainId(id).length + 2) : text
  const Sign = first.severity === 'error' ? IconAlertCircle : IconAlertTriangle
  return (
    <div
      className={styles.problem}
      data-severity={first.severity}
      title={`${text} ${first.remedy ?? ''}`.trim()}
    >
      <Sign size={13} aria-label={first.severity === 'error' ? 'Error' : 'Warning'} />
      <span>{shown}</span>
    </div>
  )
}

const numbers = new WeakMap<readonly string[], number>()
let count = 0

function numberOf(paths: readonly string[]): number {
  let number = numbers.get(paths)
  if (number === undefined) numbers.set(paths, (number = ++count))
  return number
}

/** Lights up once each time that weights below the prefix start afresh. */
function Blink({ prefix }: { prefix: string }) {
  const paths = useRun((state) => state.reinitialised)
  if (!paths.some((path) => path.startsWith(prefix))) return null
  return <span key={numberOf(paths)} className={styles.blink} />
}
