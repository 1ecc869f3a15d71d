// Infers one graph, a network's layers or the game's values: types, weights and problems of every node.
import { splitReference } from '../../document/references'
import type { Problem } from '../../document/types'
import { dependencyOrder } from '../../lib/order'
import { inferBlock } from './block'
import { inferCall } from './call'
import { inferGradient } from './gradient'
import { inferKind } from './kind'
import { rewirings } from './repairs'
import { resolveReference } from './scope'
import type { GraphArgs, GraphInference, GraphNode, NodeResult, Scope, Wired } from './types'
import { unwiring, wireProblem } from './wire'

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
      const message = `${id} is wired to ${node.in[port]}, but ${resolved.message}.`
      const repairs = rewirings(path, port, resolved)
      problems.push(wireProblem(resolved.code, path, port, { message, repairs }))
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

/** Points at the wire that closes the circle. */
function cycleProblem(cycle: readonly string[], { nodes, base }: GraphArgs): Problem {
  const [first = ''] = cycle
  const wires = cycle.map((id, at) => {
    const { in: inputs = {} } = nodes[id] ?? {}
    const next = cycle[at + 1] ?? first
    const port = Object.keys(inputs).find((name) => splitReference(inputs[name] ?? '').id === next) ?? ''
    return { path: [...base, id], port }
  })
  const circle = [...cycle, first].reverse().join(' → ')
  return wireProblem('cycle', [...base, first], wires[0]?.port ?? '', {
    message: `${circle} is a circle: each waits for the other.`,
    remedy: 'Remove one of its wires.',
    repairs: wires.map(({ path, port }) => unwiring(path, port)),
  })
}
