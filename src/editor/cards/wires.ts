// The wires of a graph with their labels and colours: plain data, nothing of React Flow's.
import { graphEdges } from '../../compiler/graph'
import { resolveType } from '../../compiler/infer/infer'
import { splitReference } from '../../document/references'
import type { Curve, GanvasDocument, Reference } from '../../document/types'
import { formatType } from '../../lib/format'
import { inferenceOf } from '../../state/derived'
import { cardsOf, minimizesPort } from './cards'
import { keepUnchanged } from './keepUnchanged'
import { objectivesOf } from './ownership'

export interface Wire {
  id: string
  from: string
  output: string
  to: string
  input: string
  /** The port as the document names it: for players, the reference that is minimised. */
  port: string
  reference: Reference
  /** `B×14×14×64`; null on all but the first wire of one output. */
  label: string | null
  /** `×10`, at the end of a wire into a player. */
  weight: string | null
  /** The one player in whose step it is computed; null where several share it. */
  player: string | null
  /** Wires of one output share a lane. */
  lane: number
}

const cache = new WeakMap<GanvasDocument, Map<string, Wire[]>>()

/** The wires of a graph whose two ends exist. The same array for the same document. */
export function wiresOf(document: GanvasDocument, graph: string): Wire[] {
  let graphs = cache.get(document)
  if (!graphs) cache.set(document, (graphs = new Map<string, Wire[]>()))
  let wires = graphs.get(graph)
  if (!wires) graphs.set(graph, (wires = keepUnchanged(`wires ${graph}`, deriveWires(document, graph))))
  return wires
}

function deriveWires(document: GanvasDocument, graph: string): Wire[] {
  const cards = new Map(cardsOf(document, graph).map((card) => [card.id, card]))
  const inference = inferenceOf(document)
  const types = graph === 'game' ? inference.types : (inference.networks[graph]?.types ?? {})
  const objectives = graph === 'game' ? objectivesOf(document) : {}
  const lanes = new Map<string, number>()
  return graphEdges(document, graph).flatMap((edge): Wire[] => {
    const [from, to] = [cards.get(edge.fromNode), cards.get(edge.toNode)]
    const output = edge.fromOutput
    if (!from?.outputs.some(({ name }) => name === output) || !to) return []
    const isPlayer = to.role === 'player'
    const source = `${edge.fromNode} ${output}`
    const first = !lanes.has(source)
    const lane = lanes.get(source) ?? lanes.size
    lanes.set(source, lane)
    const type = first ? resolveType(types, edge.from) : undefined
    const players = objectives[edge.toNode] ?? []
    return [
      {
        id: edge.id,
        from: edge.fromNode,
        output,
        to: edge.toNode,
        input: isPlayer ? minimizesPort : edge.toPort,
        port: edge.toPort,
        reference: edge.from,
        label: type && type.domain !== 'scalar' ? formatType(type) : null,
        weight: isPlayer ? weightText(document, to.id, edge.from) : null,
        player: isPlayer
          ? to.player
          : players.length === 1
            ? (players[0] ?? null)
            : graph === 'game'
              ? null
              : from.player,
        lane,
      },
    ]
  })
}

function weightText(document: GanvasDocument, node: string, reference: Reference): string | null {
  const player = document.game.players[node.replace('player:', '')]
  const minimizes = player?.minimizes ?? {}
  const weight: Curve | undefined =
    minimizes[reference] ??
    Object.entries(minimizes).find(([key]) => splitReference(key).id === splitReference(reference).id)?.[1]
  if (weight === undefined || weight === 1) return null
  return typeof weight === 'number' ? `×${weight}` : '×curve'
}
