// Infers one graph, a network's layers or the game's values: types, weights and problems of every node.
import { pointer } from '../../document/pointer'
import { splitReference } from '../../document/references'
import type { DataSection, Json, Params, Problem, Reference } from '../../document/types'
import type { Kind, NoiseSpec, StateSpec, TensorType, WeightSpec } from '../../kinds/types'
import { dependencyOrder } from '../../lib/order'
import { inferBlock } from './block'
import { inferCall } from './call'
import { inferGradient } from './gradient'
import type { NetworkInference } from './network'
import { inferKind } from './kind'
import type { Register } from '../program/program'
import { resolveReference, type Output, type Scope } from './scope'

/** A layer or a value, as far as inference is concerned. */
export interface GraphNode {
  kind: string
  in: Record<string, Reference>
  params: Params
  network?: string | undefined
}

/** What is known of a node that is well. `kind` is null for a call. */
export interface InferredNode {
  kind: Kind | null
  in: Record<string, Register>
  out: Record<string, Register>
  params: Record<string, Json>
  weights: Record<string, WeightSpec>
  state: Record<string, StateSpec>
  /** Of a gradient: the values that lead from `at` to `of`, in order. */
  body?: string[]
  /** Of a block: the network that it copies. */
  inner?: NetworkInference
  /** What a value draws; absent where it draws nothing. */
  noise?: Record<string, NoiseSpec>
}

export interface GraphInference {
  /** All nodes, dependencies first; independent of the order in which the document lists them. */
  order: string[]
  scope: Scope
  nodes: Map<string, InferredNode>
  problems: Problem[]
}

export interface GraphArgs {
  role: 'layer' | 'value'
  nodes: Readonly<Record<string, GraphNode>>
  /** What can be referred to beside the nodes: a network's inputs. */
  sources: Scope
  /** Where the nodes are: path of the record in the document. */
  base: readonly string[]
  data: Readonly<Record<string, DataSection>>
  network: (id: string) => NetworkInference | undefined
  /** The way by which a block of that network would come to hold itself; null where it does not. */
  circle?: (id: string) => string[] | null
}

/** A node with its wires followed: the types that arrive, or the news that something before it is broken. */
export interface Wired {
  id: string
  node: GraphNode
  /** Path of the node in the document. */
  path: readonly string[]
  inputs: Record<string, Output>
  /** True where an input cannot be known, so that further complaints would be echoes. */
  blind: boolean
}

/** What a node yields: its outputs, or null where it has a problem. */
export interface NodeResult {
  outputs: Output[] | null
  inferred: InferredNode | null
  problems: Problem[]
}

/** Never throws; a node downstream of a broken one gets no problem of its own. */
export function inferGraph(args: GraphArgs): GraphInference {
  const { nodes, sources } = args
  const sorted = (record: object) => Object.keys(record).sort()
  const { order, cycles } = dependencyOrder(sorted(nodes), (id) => {
    const wires = nodes[id]?.in ?? {}
    return sorted(wires)
      .map((port) => splitReference(wires[port] ?? '').id)
      .filter((source) => Object.hasOwn(nodes, source))
  })
  const scope: Scope = new Map(sources)
  // Nodes of a circle are unknown until their turn, which for one of them comes too late.
  for (const id of order) if (!scope.has(id)) scope.set(id, null)
  const inference: GraphInference = { order, scope, nodes: new Map(), problems: [] }
  for (const cycle of cycles) inference.problems.push(cycleProblem(cycle, args))
  for (const id of order) {
    const node = nodes[id]
    if (!node) continue
    const { outputs, inferred, problems } = inferNode(id, node, args, scope)
    inference.problems.push(...problems)
    if (!sources.has(id)) scope.set(id, outputs)
    if (inferred) inference.nodes.set(id, inferred)
  }
  return inference
}

/** Infers one node, given the types of whatever it reads. */
export function inferNode(id: string, node: GraphNode, args: GraphArgs, scope: Scope): NodeResult {
  const path = [...args.base, id]
  const wired: Wired = { id, node, path, inputs: {}, blind: false }
  const problems: Problem[] = []
  for (const port of Object.keys(node.in).sort()) {
    const resolved = resolveReference(scope, node.in[port] ?? '')
    if (resolved.state === 'found') wired.inputs[port] = resolved.output
    else wired.blind = true
    if (resolved.state === 'wrong') {
      const { code, message } = resolved.problem
      problems.push(
        wireProblem({ code, path, port, message: `${id} is wired to ${node.in[port]}, but ${message}.` }),
      )
    }
  }
  const result = askNode(wired, args, scope)
  return { ...result, problems: [...problems, ...result.problems] }
}

/** The instructions of the program are inferred here, everything else by its kind. */
function askNode(wired: Wired, args: GraphArgs, scope: Scope): NodeResult {
  const { kind } = wired.node
  if (args.role === 'value' && kind === 'call') return inferCall(wired, args)
  if (args.role === 'value' && kind === 'gradient') return inferGradient(wired, args, scope)
  if (args.role === 'layer' && kind === 'block') return inferBlock(wired, args)
  return inferKind(wired, args)
}

/** A problem at one wire of a node. */
export function wireProblem(args: {
  code: string
  path: readonly string[]
  port: string
  message: string
  remedy?: string | undefined
  severity?: Problem['severity']
}): Problem {
  const { code, path, port, message, remedy, severity = 'error' } = args
  const problem: Problem = { severity, code, where: pointer(...path, 'in', port), message }
  return remedy === undefined ? problem : { ...problem, remedy }
}

/** The types of a node's inputs, without names and registers. */
export function inputTypes(inputs: Readonly<Record<string, Output>>): Record<string, TensorType> {
  return Object.fromEntries(Object.entries(inputs).map(([port, output]) => [port, output.type]))
}

/** Points at the wire that closes the circle. */
function cycleProblem(cycle: readonly string[], { nodes, base }: GraphArgs): Problem {
  const [first = '', second = first] = cycle
  const wires = nodes[first]?.in ?? {}
  const port = Object.keys(wires).find((name) => splitReference(wires[name] ?? '').id === second) ?? ''
  const circle = [...cycle, first].reverse().join(' → ')
  return wireProblem({
    code: 'cycle',
    path: [...base, first],
    port,
    message: `${circle} is a circle: each waits for the other.`,
    remedy: 'Remove one of its wires.',
  })
}
