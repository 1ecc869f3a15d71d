// Turns inferred nodes into instructions.
import type { GanvasDocument } from '../../document/types'
import { own } from '../../lib/own'
import type { GraphInference, InferredNode } from '../infer/types'
import { readRegisters } from './ancestors'
import type { ApplyInstruction, GradientInstruction, Instruction } from './program'

/** The instruction of a value: a call of a network, or a kind applied. Throws where the value has a problem. */
export function instructionOf(document: GanvasDocument, graph: GraphInference, id: string): Instruction {
  const value = own(document.game.values, id)
  const node = known(graph, id)
  if (!value) throw new Error(`no value ${id}`)
  if (node.body) return gradient(document, graph, id, { ...node, body: node.body })
  if (node.kind !== null) return apply({ id, role: 'value', kind: value.kind, node, prefix: 'game/' })
  return { op: 'call', id, network: value.network ?? '', in: node.in, out: node.out }
}

/** Of the calls in its body, only the outputs that lead on are computed. */
function gradient(
  document: GanvasDocument,
  graph: GraphInference,
  id: string,
  node: InferredNode & { body: string[] },
): GradientInstruction {
  const { of = '', at = '' } = node.in
  const body = withoutUnread(
    node.body.map((inner) => instructionOf(document, graph, inner)),
    [of],
  )
  return { op: 'gradient', id, in: { of, at }, out: { out: node.out.out ?? `${id}.out` }, body }
}

/** The instruction of a layer, given its kind's id. Throws where the layer has a problem. */
export function layerInstruction(graph: GraphInference, id: string, kind: string): ApplyInstruction {
  return apply({ id, role: 'layer', kind, node: known(graph, id), prefix: '' })
}

/** Paths of a layer are relative to its network; those of a value stand under `game`, which no network may be called. */
function apply(args: {
  id: string
  role: 'layer' | 'value'
  kind: string
  node: InferredNode
  prefix: string
}): ApplyInstruction {
  const { id, role, kind, node, prefix } = args
  const paths = (record: object) =>
    Object.fromEntries(Object.keys(record).map((name) => [name, `${prefix}${id}/${name}`]))
  return {
    op: 'apply',
    id,
    role,
    kind,
    params: node.params,
    in: node.in,
    out: node.out,
    weights: paths(node.weights),
    state: paths(node.state),
    ...(node.noise && { noise: node.noise }),
  }
}

function known(graph: GraphInference, id: string): InferredNode {
  const node = graph.nodes.get(id)
  if (!node) throw new Error(`${id} has a problem and cannot be compiled`)
  return node
}

/** Drops the outputs of calls that nobody reads, so that the engine need not compute them. */
export function withoutUnread(instructions: readonly Instruction[], read: readonly string[]): Instruction[] {
  const used = new Set([...read, ...instructions.flatMap(readRegisters)])
  return instructions.map((instruction) => {
    if (instruction.op !== 'call') return instruction
    const out = Object.entries(instruction.out).filter(([, register]) => used.has(register))
    return { ...instruction, out: Object.fromEntries(out) }
  })
}
