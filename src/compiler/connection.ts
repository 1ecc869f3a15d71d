// Says whether a wire can be drawn, while it is being dragged.
import { connect } from '../document/editWires'
import { readNode } from '../document/ids'
import { splitReference } from '../document/references'
import type { GanvasDocument, Problem, Reference } from '../document/types'
import { circleOf } from '../document/uses'
import { kindOf } from '../kinds/registry'
import { own } from '../lib/own'
import { fail, succeed, type Result } from '../lib/result'
import { analyseDocument } from './analyse'
import { inferNode } from './infer/graph'
import { resolveReference, type Resolved } from './infer/scope'
import { describeType } from './infer/sentences'
import type { Analysis, GraphArgs, GraphNode } from './infer/types'

interface WireArgs {
  graph: string
  from: Reference
  /** Port `in` for a network's output (`out:NAME`), anything for a player (`player:ID`). */
  to: { node: string; port: string }
}

/** Null where the wire fits, else the reason in words. Asks the consumer alone, so it is quick in any graph. */
export function checkConnection(document: GanvasDocument, args: WireArgs): Result<null> {
  const { graph, from, to } = args
  const analysis = analyseDocument(document)
  const scope = graph === 'game' ? analysis.game.scope : analysis.networks.get(graph)?.graph.scope
  if (!scope) return fail(`There is no network ${graph}.`)
  const source = resolveReference(scope, from)
  if (source.state === 'wrong') return fail(`${from} cannot be wired: ${source.message}.`)
  const { role, id } = readNode(to.node)
  if (role === 'output') {
    const exists = own(own(document.networks, graph)?.outputs ?? {}, id) !== undefined
    return exists ? succeed(null) : fail(`There is no output ${id}.`)
  }
  if (role === 'player') return checkObjective(document, id, from, source)
  return checkPort(document, analysis, args)
}

function checkObjective(
  { game }: GanvasDocument,
  player: string,
  from: Reference,
  source: Resolved,
): Result<null> {
  const minimizes = own(game.players, player)?.minimizes
  if (!minimizes) return fail(`There is no player ${player}.`)
  if (Object.hasOwn(minimizes, from)) return fail(`${player} minimizes ${from} already.`)
  if (source.state !== 'found' || source.output.type.domain === 'scalar') return succeed(null)
  const gives = describeType(source.output.type)
  return fail(
    `${player} can only minimize one number, but ${from} gives ${gives} per sample. Put a loss or a mean in between.`,
  )
}

function checkPort(document: GanvasDocument, analysis: Analysis, args: WireArgs): Result<null> {
  const { graph, from, to } = args
  const nodes = nodesOf(document, graph)
  if (!own(nodes, to.node)) return fail(`${to.node} takes no wire.`)
  const { id } = splitReference(from)
  if (dependsOn(nodes, id, to.node)) {
    return fail(
      id === to.node
        ? `${id} cannot feed itself.`
        : `${to.node} leads to ${id} already: this wire would close a circle.`,
    )
  }
  const next = own(nodesOf(connect(document, args), graph), to.node)
  const inference = graph === 'game' ? analysis.game : analysis.networks.get(graph)?.graph
  if (!next || !inference) return succeed(null)
  const ask = (node: GraphNode) => {
    const { problems } = inferNode(to.node, node, graphArgs(document, analysis, graph), inference.scope)
    return problems.find((candidate) => refuses(candidate, to.port))
  }
  // The first wire into a node that takes many is always too little by itself: it fits if it would fit twice.
  const first = takesMany(next, graph) && Object.keys(own(nodes, to.node)?.in ?? {}).length === 0
  const problem = ask(first ? { ...next, in: twice(next.in) } : next)
  return problem ? fail([problem.message, problem.remedy].filter(Boolean).join(' ')) : succeed(null)
}

function takesMany(node: GraphNode, graph: string): boolean {
  return kindOf(graph === 'game' ? 'value' : 'layer', node.kind)?.inputs === 'many'
}

function twice(wires: GraphNode['in']): GraphNode['in'] {
  return Object.fromEntries(
    Object.entries(wires).flatMap(([port, from]) => [
      [port, from],
      [`${port}_2`, from],
    ]),
  )
}

/** Problems of this wire, or of the shapes that it completes; what else is wrong with the node is not the wire's fault. */
function refuses({ severity, code, where }: Problem, port: string): boolean {
  if (severity !== 'error') return false
  return (
    code === 'shape_mismatch' ||
    code === 'no_derivative' ||
    code === 'too_large' ||
    where.endsWith(`/in/${port}`)
  )
}

function nodesOf(document: GanvasDocument, graph: string): Readonly<Record<string, GraphNode>> {
  return graph === 'game' ? document.game.values : (own(document.networks, graph)?.layers ?? {})
}

function graphArgs(document: GanvasDocument, { networks }: Analysis, graph: string): GraphArgs {
  const game = graph === 'game'
  return {
    role: game ? 'value' : 'layer',
    nodes: nodesOf(document, graph),
    sources: new Map(),
    base: game ? ['game', 'values'] : ['networks', graph, 'layers'],
    data: game ? document.data : {},
    network: (id) => networks.get(id),
    circle: (id) => circleOf(document.networks, graph, id),
  }
}

/** Whether `node` is `other` or reads it, directly or through others. */
function dependsOn(nodes: Readonly<Record<string, GraphNode>>, node: string, other: string): boolean {
  const open = [node]
  const seen = new Set(open)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === other) return true
    for (const reference of Object.values(own(nodes, id)?.in ?? {})) {
      const source = splitReference(reference).id
      if (!seen.has(source)) open.push(source)
      seen.add(source)
    }
  }
  return false
}
