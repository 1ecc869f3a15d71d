// Turns cards and wires into React Flow's nodes and edges, the same objects for cards that did not change.
import { Position, type Edge, type NodeHandle } from 'reactflow'
import type { Position as Place } from '../../document/types'
import type { PlayerColour } from '../../state/playerColours'
import { plainId } from '../names'
import { handleId, type CardFlowNode } from './CardNode'
import type { Card } from '../cards/cards'
import { portReach } from '../cards/geometry'
import type { Wire } from '../cards/wires'

export type WireFlowEdge = Edge<{ wire: Wire; colour: PlayerColour | null }, 'wire'>

export type Places = Readonly<Record<string, Place>>
export type Colours = Readonly<Record<string, PlayerColour>>

/** The words that name a card for screen readers and tests: `Convolution conv_2`. */
export function cardName(card: Card): string {
  const kinds = {
    layer: card.kindTitle,
    value: card.kindTitle,
    input: 'Input',
    output: 'Output',
    player: 'Player',
  }
  return `${kinds[card.role]} ${plainId(card.id)}`
}

interface NodeArgs {
  graph: string
  cards: readonly Card[]
  places: Places
  selection: ReadonlySet<string>
  colours: Colours
}

const lastNodes = new WeakMap<Card, CardFlowNode>()

/** Nodes of the cards that have a place: the same object for a card that has not changed since last time. */
export function flowNodes(args: NodeArgs): CardFlowNode[] {
  return args.cards.flatMap((card) => {
    const place = args.places[card.id]
    if (!place) return []
    const next = flowNode(args, card, place)
    const last = lastNodes.get(card)
    if (last && sameNode(last, next)) return [last]
    lastNodes.set(card, next)
    return [next]
  })
}

function sameNode(a: CardFlowNode, b: CardFlowNode): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.data.colour?.index === b.data.colour?.index &&
    a.data.graph === b.data.graph
  )
}

function flowNode({ graph, selection, colours }: NodeArgs, card: Card, [x, y]: Place): CardFlowNode {
  const { width, height } = card
  const port = (type: 'source' | 'target', name: string, portY: number): NodeHandle => ({
    id: handleId(type, name),
    type,
    position: type === 'source' ? Position.Right : Position.Left,
    x: (type === 'source' ? width : 0) - portReach / 2,
    y: portY - portReach / 2,
    width: portReach,
    height: portReach,
  })
  return {
    id: card.id,
    type: 'card',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [
      ...card.inputs.map((input) => port('target', input.name, input.y)),
      ...card.outputs.map((output) => port('source', output.name, output.y)),
    ],
    selected: selection.has(card.id),
    ariaLabel: cardName(card),
    data: { card, graph, colour: card.player === null ? null : (colours[card.player] ?? null) },
  }
}

const lastEdges = new WeakMap<Wire, WireFlowEdge>()

/** Edges of the wires; see `flowNodes`. */
export function flowEdges(args: {
  wires: readonly Wire[]
  selection: ReadonlySet<string>
  colours: Colours
}): WireFlowEdge[] {
  return args.wires.map((wire) => {
    const selected = args.selection.has(wire.id)
    const colour = wire.player === null ? null : (args.colours[wire.player] ?? null)
    const last = lastEdges.get(wire)
    if (last?.selected === selected && last.data?.colour?.index === colour?.index) return last
    const edge = flowEdge(wire, selected, colour)
    lastEdges.set(wire, edge)
    return edge
  })
}

function flowEdge(wire: Wire, selected: boolean, colour: PlayerColour | null): WireFlowEdge {
  const shape = wire.label === null ? '' : `, ${wire.label}`
  return {
    id: wire.id,
    type: 'wire',
    source: wire.from,
    target: wire.to,
    sourceHandle: handleId('source', wire.output),
    targetHandle: handleId('target', wire.input),
    selected,
    focusable: false,
    ariaLabel: `Wire from ${plainId(wire.from)} to ${plainId(wire.to)}${shape}`,
    ariaRole: 'img',
    data: { wire, colour },
  }
}
