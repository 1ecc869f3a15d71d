// Infers a block: another network copied into this one, once or several times in a row.
import { pointer } from '../../document/pointer'
import { deletion, problem, setting } from '../../document/problems'
import type { Problem } from '../../document/types'
import { block } from '../../kinds/layers/block'
import { inferCall } from './call'
import { paramProblems } from './params'
import { sizesOf } from './sentences'
import type { GraphArgs, InferredNode, NetworkInference, NodeResult, Wired } from './types'

/** Checks that the network exists, does not hold itself, and can follow itself; yields the outputs of the last copy. */
export function inferBlock(wired: Wired, args: GraphArgs): NodeResult {
  const { id, node, path } = wired
  const refuse = (problems: Problem[]): NodeResult => ({ outputs: null, inferred: null, problems })
  const parsed = block.params.safeParse(node.params, { reportInput: true })
  if (!parsed.success) return refuse(paramProblems(id, [...path, 'params'], block, parsed.error.issues))
  const { network: name, repeat } = parsed.data as { network: string; repeat: number }
  const where = pointer(...path, 'params', 'network')
  const circle = args.circle?.(name) ?? null
  if (circle !== null) {
    const message = `${id} would hold itself: ${circle.join(' → ')}.`
    const remedy = 'Choose a network that does not lead back here.'
    return refuse([problem('cycle', { where, message, remedy })])
  }
  const inner = args.network(name)
  if (!inner) {
    const what = name === '' ? 'copies no network' : `copies ${name}, which does not exist`
    const remedy = 'Choose a network for it, or delete it.'
    const repairs = [deletion(...path)]
    return refuse([problem('unknown_network', { where, message: `${id} ${what}.`, remedy, repairs })])
  }
  const called = inferCall({ ...wired, node: { ...node, network: name, params: {} } }, args)
  const odd = repeat > 1 ? repetitionProblem(inner) : null
  if (odd !== null) {
    const found = problem('shape_mismatch', {
      where,
      message: `${id} puts ${name} ${repeat} times in a row, but ${odd}.`,
      remedy: `Open ${name}, or set repeat to 1.`,
      repairs: [setting([...path, 'params', 'repeat'], 1)],
    })
    return refuse([...called.problems, found])
  }
  if (!called.inferred) return called
  return {
    ...called,
    inferred: {
      ...called.inferred,
      kind: block,
      params: { network: name, repeat },
      inner,
      ...copies(inner, repeat),
    },
  }
}

/** Why copies of a network cannot follow each other; null where they can. */
function repetitionProblem({ inputs, outputs }: NetworkInference): string | null {
  const [input, ...moreInputs] = Object.values(inputs)
  const [output, ...moreOutputs] = Object.values(outputs)
  if (!input || moreInputs.length > 0 || output === undefined || moreOutputs.length > 0) {
    return `it has ${Object.keys(inputs).length} inputs and ${Object.keys(outputs).length} outputs, where one of each can be chained`
  }
  if (output === null || String(output.type.shape) === String(input.shape)) return null
  return `it takes ${sizesOf(input.shape)} and gives ${sizesOf(output.type.shape)}`
}

/** Weights and state of all copies, by `copy/layer/name`; copies count from 1. */
function copies(
  { graph, needed }: NetworkInference,
  repeat: number,
): Pick<InferredNode, 'weights' | 'state'> {
  const gather = <Spec>(read: (node: InferredNode) => Record<string, Spec>): Record<string, Spec> => {
    const numbers = Array.from({ length: repeat }, (_, index) => index + 1)
    const entries = numbers.flatMap((copy) =>
      needed.flatMap((layer) => {
        const node = graph.nodes.get(layer)
        return Object.entries(node ? read(node) : {}).map(
          ([name, spec]) => [`${copy}/${layer}/${name}`, spec] as const,
        )
      }),
    )
    return Object.fromEntries(entries)
  }
  return { weights: gather((node) => node.weights), state: gather((node) => node.state) }
}
