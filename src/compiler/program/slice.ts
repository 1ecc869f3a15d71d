// Which values a step computes, and which of them stay outside the gradient scope.
import { splitReference } from '../../document/references'
import type { Curve } from '../../document/types'
import { dependencyOrder } from '../../lib/order'
import type { GraphInference, InferredNode } from '../infer/types'

export interface StepSlice {
  /** Values that no gradient flows through to owned weights: run first, outside the gradient scope. */
  before: string[]
  /** The rest, in order. */
  inside: string[]
  /** Whether the objective depends on any owned weight at all. */
  trains: boolean
}

/** The values that a value reads, in a fixed order: of a gradient what is at its start, and what its body reads besides. */
function sourcesOf(graph: GraphInference, node: InferredNode | undefined): string[] {
  if (!node) return []
  const { body } = node
  if (!body) return readsOf(node)
  const outside = body.flatMap((id) => readsOf(graph.nodes.get(id))).filter((id) => !body.includes(id))
  return [...new Set([splitReference(node.in.at ?? '').id, ...outside])]
}

function readsOf(node: InferredNode | undefined): string[] {
  const wires = node?.in ?? {}
  return Object.keys(wires)
    .sort()
    .map((port) => splitReference(wires[port] ?? '').id)
}

/** A value and everything that it depends on, dependencies first; `stop` is not entered. */
export function ancestors(graph: GraphInference, roots: readonly string[], stop?: string): string[] {
  const { order } = dependencyOrder(roots, (id) => (id === stop ? [] : sourcesOf(graph, graph.nodes.get(id))))
  return order.filter((id) => id !== stop)
}

/**
 * Splits a step: the ancestors of its objective, less what `owns` cannot reach (DESIGN, Time, rule 5). A kind that is not
 * differentiable cuts the path. Whatever reads something from inside runs inside too, gradient or not, because it comes later.
 */
export function sliceStep(args: {
  graph: GraphInference
  terms: readonly string[]
  /** Whether a value's own weights (a call's network) are trained in this step. */
  owns: (id: string) => boolean
}): StepSlice {
  const { graph, terms, owns } = args
  const needed = ancestors(graph, terms)
  const live = new Set<string>()
  for (const id of needed) {
    const node = graph.nodes.get(id)
    const carries = node?.kind?.differentiable !== 0
    const owned = owns(id) || node?.body?.some(owns) === true
    if (owned || (carries && sourcesOf(graph, node).some((source) => live.has(source)))) live.add(id)
  }
  // Backwards from the objective: a live value counts only where a chain of live values leads to a term.
  const inside = new Set<string>(terms.filter((id) => live.has(id)))
  const trains = inside.size > 0
  for (const id of [...needed].reverse()) {
    const node = graph.nodes.get(id)
    if (!inside.has(id) || node?.kind?.differentiable === 0) continue
    for (const source of sourcesOf(graph, node)) if (live.has(source)) inside.add(source)
  }
  for (const id of needed)
    if (sourcesOf(graph, graph.nodes.get(id)).some((source) => inside.has(source))) inside.add(id)
  return {
    before: needed.filter((id) => !inside.has(id)),
    inside: needed.filter((id) => inside.has(id)),
    trains,
  }
}

/** Whether a weight is 0 from one fraction of the rounds to another, so that its term need not be computed there. */
export function isZeroThroughout(curve: Curve, from: number, until: number): boolean {
  if (typeof curve === 'number') return curve === 0
  const { kind, points } = curve
  const lastBefore = points.findLast(([at]) => at <= from) ?? points[0]
  const within = points.filter(([at]) => at > from && at < until)
  // A step curve reaches the next point's value only at that point; a line heads for it all along.
  const next = kind === 'linear' ? [points.find(([at]) => at >= until) ?? points.at(-1)] : []
  return [lastBefore, ...within, ...next].every((point) => point === undefined || point[1] === 0)
}
