// A graph as the canvas needs it: nodes with their ports, and wires. Plain data.
import { readNode } from '../document/ids'
import { splitReference } from '../document/references'
import type { GanvasDocument, Network, Problem, Reference } from '../document/types'
import { copiedBy } from '../document/uses'
import { kindOf } from '../kinds/registry'
import type { TensorType } from '../kinds/types'
import { own } from '../lib/own'
import { analyseDocument } from './analyse'
import { portType } from './infer/network'
import type { Analysis, GraphInference, GraphNode as WiredNode } from './infer/types'
import type { Register } from './program/program'

export interface GraphNode {
  /** A layer, value or input id, `out:NAME` for network outputs, `player:ID`. */
  id: string
  role: 'layer' | 'value' | 'input' | 'output' | 'player'
  /** The kind's id; empty for inputs, outputs and players. */
  kind: string
  title: string
  ports: {
    /** A call's ports say what they expect. A player's are the references that it minimises. */
    inputs: { name: string; expected?: TensorType }[]
    /** A network input's one output has an empty name. */
    outputs: { name: string; register: Register }[]
  }
  problems: Problem[]
}

export interface GraphEdge {
  id: string
  from: Reference
  fromNode: string
  fromOutput: string
  toNode: string
  /** For outputs `in`, for players the reference. */
  toPort: string
}

/** The nodes of `game` or of a network, in the document's order; empty for a graph that does not exist. */
export function graphNodes(document: GanvasDocument, graph: string): GraphNode[] {
  const analysis = analyseDocument(document)
  const nodes = graph === 'game' ? gameNodes(document, analysis) : networkNodes(document, analysis, graph)
  const problems = problemsByNode(analysis.problems)
  return nodes.map((node) => ({ ...node, problems: problems.get(nodePlace(graph, node)) ?? [] }))
}

type BareNode = Omit<GraphNode, 'problems'>

function gameNodes({ game, networks }: GanvasDocument, analysis: Analysis): BareNode[] {
  const read = readOutputs(game.values)
  const values = Object.entries(game.values).map(([id, value]): BareNode => {
    const network = value.kind === 'call' ? own(networks, value.network ?? '') : undefined
    const outputs = network ? Object.keys(network.outputs) : outputNames(analysis.game, id, read)
    return {
      id,
      role: 'value',
      kind: value.kind,
      title: value.title ?? id,
      ports: {
        inputs: network ? networkPorts(value, network) : inputPorts('value', value),
        outputs: outputs.map((name) => ({ name, register: `${id}.${name}` })),
      },
    }
  })
  const players = Object.entries(game.players).map(([id, player]): BareNode => ({
    id: `player:${id}`,
    role: 'player',
    kind: '',
    title: player.title ?? id,
    ports: { inputs: Object.keys(player.minimizes).map((name) => ({ name })), outputs: [] },
  }))
  return [...values, ...players]
}

function networkNodes({ networks }: GanvasDocument, analysis: Analysis, graph: string): BareNode[] {
  const network = own(networks, graph)
  const inference = analysis.networks.get(graph)
  if (!network || !inference) return []
  const read = readOutputs(network.layers)
  const inputs = Object.keys(network.inputs).map((id): BareNode => {
    return {
      id,
      role: 'input',
      kind: '',
      title: id,
      ports: { inputs: [], outputs: [{ name: '', register: id }] },
    }
  })
  const layers = Object.entries(network.layers).map(([id, layer]): BareNode => {
    const inner = own(networks, copiedBy(layer) ?? '')
    const names = inner ? Object.keys(inner.outputs) : outputNames(inference.graph, id, read)
    return {
      id,
      role: 'layer',
      kind: layer.kind,
      title: layer.title ?? id,
      ports: {
        inputs: inner ? networkPorts(layer, inner) : inputPorts('layer', layer),
        outputs: names.map((name) => ({ name, register: `${id}.${name}` })),
      },
    }
  })
  const outputs = Object.keys(network.outputs).map((id): BareNode => {
    return {
      id: `out:${id}`,
      role: 'output',
      kind: '',
      title: id,
      ports: { inputs: [{ name: 'in' }], outputs: [] },
    }
  })
  return [...inputs, ...layers, ...outputs]
}

function networkPorts(node: WiredNode, { inputs }: Network): GraphNode['ports']['inputs'] {
  const ports = Object.entries(inputs).map(([name, port]) => ({ name, expected: portType(port) }))
  return [...ports, ...strayPorts(node, Object.keys(inputs))]
}

function inputPorts(role: 'layer' | 'value', node: WiredNode): { name: string }[] {
  const inputs = kindOf(role, node.kind)?.inputs
  const fixed = inputs === undefined || inputs === 'many' ? [] : Object.keys(inputs)
  return [...fixed.map((name) => ({ name })), ...strayPorts(node, fixed)]
}

/** Wires into ports that the kind does not have, or that it takes under any name. */
function strayPorts(node: WiredNode, fixed: readonly string[]): { name: string }[] {
  const names = Object.keys(node.in).filter((name) => !fixed.includes(name))
  return names.sort().map((name) => ({ name }))
}

/** A broken node has the outputs that others read, so that its wires stay in sight; else the usual one. */
function outputNames(graph: GraphInference, id: string, read: Map<string, Set<string>>): string[] {
  const inferred = graph.nodes.get(id)
  if (inferred) return Object.keys(inferred.out)
  const names = [...(read.get(id) ?? [])]
  return names.length > 0 ? names : ['out']
}

function readOutputs(nodes: Readonly<Record<string, WiredNode>>): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>()
  for (const reference of Object.values(nodes).flatMap((node) => Object.values(node.in))) {
    const { id, output } = splitReference(reference)
    if (output !== null) read.set(id, (read.get(id) ?? new Set()).add(output))
  }
  return read
}

/** Problems by the pointer of the node that they stand at. */
function problemsByNode(problems: readonly Problem[]): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>()
  for (const problem of problems) {
    const path = problem.where.split('/')
    const key = path.slice(0, path[1] === 'networks' ? 5 : 4).join('/')
    const list = found.get(key)
    if (list) list.push(problem)
    else found.set(key, [problem])
  }
  return found
}

function nodePlace(graph: string, { id, role }: BareNode): string {
  const plain = readNode(id).id
  if (role === 'player') return `/game/players/${plain}`
  return graph === 'game' ? `/game/values/${plain}` : `/networks/${graph}/${role}s/${plain}`
}

/** The wires of `game` or of a network. Those whose source does not exist are left out: their end has a problem. */
export function graphEdges(document: GanvasDocument, graph: string): GraphEdge[] {
  const outputs = new Map(graphNodes(document, graph).map(({ id, ports }) => [id, ports.outputs]))
  const ends = graph === 'game' ? gameEnds(document) : networkEnds(document, graph)
  return ends.flatMap(({ from, toNode, toPort }): GraphEdge[] => {
    const { id, output } = splitReference(from)
    const fromOutput = output ?? outputs.get(id)?.[0]?.name
    if (fromOutput === undefined) return []
    return [{ id: `${id}.${fromOutput} ${toNode} ${toPort}`, from, fromNode: id, fromOutput, toNode, toPort }]
  })
}

type WireEnd = Pick<GraphEdge, 'from' | 'toNode' | 'toPort'>

function nodeEnds(nodes: Readonly<Record<string, WiredNode>>): WireEnd[] {
  return Object.entries(nodes).flatMap(([toNode, node]) =>
    Object.entries(node.in).map(([toPort, from]) => ({ from, toNode, toPort })),
  )
}

function gameEnds({ game }: GanvasDocument): WireEnd[] {
  const objectives = Object.entries(game.players).flatMap(([id, { minimizes }]) =>
    Object.keys(minimizes).map((from) => ({ from, toNode: `player:${id}`, toPort: from })),
  )
  return [...nodeEnds(game.values), ...objectives]
}

function networkEnds({ networks }: GanvasDocument, graph: string): WireEnd[] {
  const network = own(networks, graph)
  if (!network) return []
  const outputs = Object.entries(network.outputs).map(([name, from]) => ({
    from,
    toNode: `out:${name}`,
    toPort: 'in',
  }))
  return [...nodeEnds(network.layers), ...outputs]
}
