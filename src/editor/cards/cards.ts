// What stands on each card of a graph: plain data derived from the document, nothing of React Flow's.
import { graphNodes, type GraphNode } from '../../compiler/graph'
import { splitReference } from '../../document/references'
import type { GanvasDocument, Problem } from '../../document/types'
import { kindOf, optimizers } from '../../kinds/registry'
import { formatCount, formatType } from '../../lib/format'
import { own } from '../../lib/own'
import { inferenceOf } from '../../state/derived'
import { countOf, plainId } from '../names'
import { cardGeometry } from './geometry'
import { keepUnchanged } from './keepUnchanged'
import { objectivesOf, trainerOfLayer } from './ownership'

export interface CardPort {
  name: string
  /** The word beside it; empty where a card has one port a side. */
  label: string
  y: number
  /** One more input of a kind that takes many: shown as a plus. */
  extra: boolean
}

/** What a card's picture shows: the newest frame of a view, or the first samples of a data section. */
export type Thumb = { show: 'view'; view: string } | { show: 'data'; data: string }

export interface Card {
  id: string
  role: GraphNode['role']
  title: string
  kindTitle: string
  summary: string
  /** The token of its tint: `convolution`. */
  tint: string
  wide: boolean
  thumb: Thumb | null
  rows: boolean
  inputs: CardPort[]
  outputs: CardPort[]
  width: number
  height: number
  problems: Problem[]
  /** The player whose colour it has. */
  player: string | null
  /** The network that a double-click opens. */
  opens: string | null
}

/** The one input of a player's card: whatever is wired to it is minimised. */
export const minimizesPort = 'minimizes'

const cache = new WeakMap<GanvasDocument, Map<string, Card[]>>()

/** The cards of a graph: `game`, or a network's id. The same array for the same document. */
export function cardsOf(document: GanvasDocument, graph: string): Card[] {
  let graphs = cache.get(document)
  if (!graphs) cache.set(document, (graphs = new Map<string, Card[]>()))
  let cards = graphs.get(graph)
  if (!cards) {
    const derived = graphNodes(document, graph).map((node) => cardOf(document, graph, node))
    graphs.set(graph, (cards = keepUnchanged(`cards ${graph}`, derived)))
  }
  return cards
}

interface Face {
  kindTitle: string
  summary: string
  tint: string
  wide?: boolean
  thumb?: Thumb | null
  player?: string | null
  opens?: string | null
}

function cardOf(document: GanvasDocument, graph: string, node: GraphNode): Card {
  const face = faceOf(document, graph, node)
  const names = { inputs: inputNames(node), outputs: node.ports.outputs.map(({ name }) => name) }
  const wide = face.wide ?? false
  const thumb = face.thumb ?? null
  const place = cardGeometry({ wide, thumb: thumb !== null, summary: face.summary !== '', ...names })
  const port = (name: string, y: number | undefined, extra: boolean): CardPort => ({
    name,
    label: place.rows && !extra ? name : '',
    y: y ?? 0,
    extra,
  })
  const known = new Set(node.ports.inputs.map(({ name }) => name))
  return {
    id: node.id,
    role: node.role,
    title: node.title,
    kindTitle: face.kindTitle,
    summary: face.summary,
    tint: face.tint,
    wide,
    thumb,
    rows: place.rows,
    inputs: names.inputs.map((name, index) =>
      port(name, place.inputs[index], node.role !== 'player' && !known.has(name)),
    ),
    outputs: names.outputs.map((name, index) => port(name, place.outputs[index], false)),
    width: place.width,
    height: place.height,
    problems: node.problems,
    player: face.player ?? null,
    opens: face.opens ?? null,
  }
}

function inputNames(node: GraphNode): string[] {
  if (node.role === 'player') return [minimizesPort]
  const names = node.ports.inputs.map(({ name }) => name)
  if (node.role !== 'layer' && node.role !== 'value') return names
  const takesMany =
    kindOf(node.role, node.kind)?.inputs === 'many' && node.kind !== 'call' && node.kind !== 'block'
  return takesMany ? [...names, freeName(names)] : names
}

/** A name for one more input, in order: x1, x2, … */
function freeName(names: readonly string[]): string {
  let number = names.length + 1
  while (names.includes(`x${number}`)) number++
  return `x${number}`
}

function faceOf(document: GanvasDocument, graph: string, node: GraphNode): Face {
  switch (node.role) {
    case 'layer':
      return layerFace(document, graph, node)
    case 'value':
      return valueFace(document, node)
    case 'player':
      return playerFace(document, node)
    case 'input': {
      const port = own(document.networks[graph]?.inputs ?? {}, node.id)
      return { kindTitle: 'Input', summary: port ? `${formatType(port)} · ${port.domain}` : '', tint: 'port' }
    }
    case 'output':
      return { kindTitle: 'Output', summary: '', tint: 'port' }
  }
}

function layerFace(document: GanvasDocument, network: string, node: GraphNode): Face {
  const layer = document.networks[network]?.layers[node.id]
  const parameters = inferenceOf(document).networks[network]?.parameters[node.id] ?? 0
  const summary = layer ? kindSummary('layer', layer.kind, layer.params) : ''
  return {
    ...kindFace('layer', node.kind),
    summary: summary || (parameters > 0 ? countOf(parameters, 'parameter') : ''),
    player: trainerOfLayer(document, network, node.id),
  }
}

function valueFace(document: GanvasDocument, node: GraphNode): Face {
  const value = document.game.values[node.id]
  if (!value) return kindFace('value', node.kind)
  const view = Object.entries(document.game.views).find(
    ([, { value }]) => splitReference(value).id === node.id,
  )?.[0]
  const thumb: Thumb | null = view === undefined ? null : { show: 'view', view }
  if (value.network !== undefined) {
    const { network } = value
    const total = inferenceOf(document).networks[network]?.total
    return {
      kindTitle: own(document.networks, network)?.title ?? network,
      summary: total === undefined ? 'no such network' : `${formatCount(total)} parameters`,
      tint: 'networks',
      wide: true,
      thumb,
      player: trainerOfLayer(document, network, null),
      opens: total === undefined ? null : network,
    }
  }
  const face = kindFace('value', node.kind)
  const data = typeof value.params.data === 'string' ? own(document.data, value.params.data) : undefined
  const players = objectivesOf(document)[node.id] ?? []
  return {
    ...face,
    summary: data?.title ?? kindSummary('value', value.kind, value.params),
    wide: data !== undefined,
    thumb: data && typeof value.params.data === 'string' ? { show: 'data', data: value.params.data } : thumb,
    player: players.length === 1 ? (players[0] ?? null) : null,
  }
}

function kindFace(role: 'layer' | 'value', id: string): Face {
  const kind = kindOf(role, id)
  return {
    kindTitle: kind?.title ?? `${id} (unknown)`,
    summary: '',
    tint: (kind?.group ?? 'port').toLowerCase(),
  }
}

function kindSummary(role: 'layer' | 'value', id: string, params: Record<string, unknown>): string {
  const kind = kindOf(role, id)
  const parsed = kind?.params.safeParse(params)
  return parsed?.success === true ? (kind?.summary?.(parsed.data) ?? '') : ''
}

function playerFace(document: GanvasDocument, node: GraphNode): Face {
  const id = plainId(node.id)
  const player = document.game.players[id]
  const optimizer = own(optimizers, player?.optimizer.kind ?? '')?.title ?? player?.optimizer.kind ?? ''
  const rate = player?.optimizer.params.rate
  const trains = player?.trains.join(', ') ?? ''
  const shownRate = typeof rate === 'number' ? String(rate) : 'curve'
  return {
    kindTitle:
      player && player.trains.length > 0 ? `trains ${player.trains.join(', ')}` : 'trains nothing yet',
    // Most players train the network of their own name: then the card need not say so.
    summary:
      trains === id
        ? `${optimizer} · ${shownRate}`
        : `${optimizer} · ${shownRate} · ${trains || 'trains nothing'}`,
    tint: 'port',
    player: id,
  }
}
