// What inference is asked and what it finds out: the types that all of it shares, below whatever infers.
import type { DataSection, Json, Params, Problem, Reference } from '../../document/types'
import type { Kind, NoiseSpec, StateSpec, TensorType, WeightSpec } from '../../kinds/types'
import type { Register } from '../program/program'

/** One output of a node. A network's input has one output, with an empty name and its id as register. */
export interface Output {
  name: string
  register: Register
  type: TensorType
}

/** Node id → its outputs; null where they are unknown because the node, or one before it, has a problem of its own. */
export type Scope = Map<string, Output[] | null>

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

/** What is known of a graph. */
export interface GraphInference {
  /** All nodes, dependencies first; independent of the order in which the document lists them. */
  order: string[]
  scope: Scope
  nodes: Map<string, InferredNode>
  problems: Problem[]
}

/** What inference of a graph is asked. */
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

/** What is known of a network. */
export interface NetworkInference {
  graph: GraphInference
  inputs: Record<string, TensorType>
  /** By output name; null where the type is not known. */
  outputs: Record<string, Output | null>
  /** Layers that the outputs depend on, dependencies first: what a program runs. */
  needed: string[]
  parameters: Record<string, number>
  total: number
  /** Numbers in the largest register, for one sample. */
  largest: number
  problems: Problem[]
}

/** What a network needs to know of others: those that its blocks copy. */
export type Others = Required<Pick<GraphArgs, 'network' | 'circle'>>

/** Everything that inference finds out about a document. */
export interface Analysis {
  networks: Map<string, NetworkInference>
  game: GraphInference
  types: Record<Register, TensorType>
  /** Networks that some value calls. */
  called: ReadonlySet<string>
  /** Weight or layer path (`critic/conv_1`) → the player that trains it; called networks only. */
  trainers: ReadonlyMap<string, string>
  problems: Problem[]
}
