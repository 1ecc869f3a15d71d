// Infers one network; the same network object is inferred once, so an edit costs only the network it touches.
import { pointer } from '../../document/pointer'
import { deletion, problem } from '../../document/problems'
import { splitReference } from '../../document/references'
import type { Network, Port, Problem } from '../../document/types'
import { blocksOf } from '../../document/uses'
import type { TensorType } from '../../kinds/types'
import { elementCount } from '../../lib/format'
import { dependencyOrder } from '../../lib/order'
import { inferGraph } from './graph'
import { resolveReference } from './scope'
import type { GraphInference, NetworkInference, Others, Output, Scope } from './types'

const known = new WeakMap<Network, { id: string; copied: unknown[]; inference: NetworkInference }>()

/** Types, parameter counts and problems of a network. Never throws. */
export function inferNetwork(id: string, network: Network, others: Others): NetworkInference {
  const copied = blocksOf(network).map((name) => others.circle(name)?.join() ?? others.network(name))
  const cached = known.get(network)
  if (cached?.id === id && copied.every((inner, index) => inner === cached.copied[index]))
    return cached.inference
  const inference = infer(id, network, others)
  known.set(network, { id, copied, inference })
  return inference
}

function infer(id: string, network: Network, others: Others): NetworkInference {
  const inputs = Object.fromEntries(
    Object.entries(network.inputs).map(([name, port]) => [name, portType(port)]),
  )
  const sources: Scope = new Map(
    Object.entries(inputs).map(([name, type]) => [name, [{ name: '', register: name, type }]]),
  )
  const base = ['networks', id]
  const graph = inferGraph({
    role: 'layer',
    nodes: network.layers,
    sources,
    base: [...base, 'layers'],
    data: {},
    ...others,
  })
  const { outputs, problems } = inferOutputs(id, network, graph.scope)
  const found = [...sharedIds(id, network), ...graph.problems, ...problems]
  const needed = neededLayers(network)
  const parameters = countParameters(graph)
  return {
    graph,
    inputs,
    outputs,
    needed,
    parameters,
    total: Object.values(parameters).reduce((sum, count) => sum + count, 0),
    largest: [...graph.nodes.values()].reduce(
      (most, { inner }) => Math.max(most, inner?.largest ?? 0),
      largestRegister(graph.scope),
    ),
    // While something is broken, layers that lead nowhere are but an echo of that.
    problems: found.some(({ severity }) => severity === 'error')
      ? found
      : [...found, ...idleLayers(id, network, needed)],
  }
}

function largestRegister(scope: Scope): number {
  const outputs = [...scope.values()].flat()
  return outputs.reduce((most, output) => Math.max(most, output ? elementCount(output.type.shape) : 0), 0)
}

/** The type of a port of the document. */
export function portType(port: Port): TensorType {
  const { shape, domain, classes, vocabulary } = port
  return {
    shape,
    domain,
    ...(classes === undefined ? {} : { classes }),
    ...(vocabulary === undefined ? {} : { vocabulary }),
  }
}

function inferOutputs(id: string, network: Network, scope: Scope) {
  const outputs: Record<string, Output | null> = {}
  const problems: Problem[] = []
  for (const [name, reference] of Object.entries(network.outputs)) {
    const where = pointer('networks', id, 'outputs', name)
    const resolved = reference === '' ? null : resolveReference(scope, reference)
    outputs[name] = resolved?.state === 'found' ? resolved.output : null
    if (resolved === null) {
      const message = `Nothing is wired to the output ${name} of ${id}.`
      problems.push(problem('missing_input', { where, message, remedy: `Draw a wire to ${name}.` }))
    } else if (resolved.state === 'wrong') {
      const message = `The output ${name} of ${id} is wired to ${reference}, but ${resolved.message}.`
      const to = { node: `out:${name}`, port: 'in' }
      const repairs = resolved.meant.map((from) => ({ kind: 'wire', graph: id, from, to }) as const)
      problems.push(problem(resolved.code, { where, message, repairs }))
    }
  }
  if (Object.keys(network.outputs).length === 0) {
    const where = pointer('networks', id, 'outputs')
    const remedy = 'Add an output and wire it.'
    problems.push(problem('no_outputs', { where, message: `${id} has no output.`, remedy }))
  }
  return { outputs, problems }
}

function neededLayers({ layers, outputs }: Network): string[] {
  const isLayer = (id: string) => Object.hasOwn(layers, id)
  const sources = (wires: Record<string, string>) =>
    Object.keys(wires)
      .sort()
      .map((name) => splitReference(wires[name] ?? '').id)
      .filter(isLayer)
  return dependencyOrder(sources(outputs), (id) => sources(layers[id]?.in ?? {})).order
}

function countParameters(graph: GraphInference): Record<string, number> {
  const counts = [...graph.nodes].map(([id, { weights }]) => {
    return [id, Object.values(weights).reduce((sum, { shape }) => sum + elementCount(shape), 0)] as const
  })
  return Object.fromEntries(counts)
}

function sharedIds(id: string, { inputs, layers }: Network): Problem[] {
  return Object.keys(layers)
    .filter((layer) => Object.hasOwn(inputs, layer))
    .map((layer) =>
      problem('duplicate_id', {
        where: pointer('networks', id, 'layers', layer),
        message: `${id} has an input and a layer that are both called ${layer}.`,
        remedy: 'Rename one of them.',
      }),
    )
}

function idleLayers(id: string, { layers, outputs }: Network, needed: readonly string[]): Problem[] {
  if (Object.values(outputs).every((reference) => reference === '')) return []
  const used = new Set(needed)
  return Object.keys(layers)
    .filter((layer) => !used.has(layer))
    .map((layer) =>
      problem('unused_layer', {
        where: pointer('networks', id, 'layers', layer),
        message: `${layer} leads to no output of ${id}, so it is left out of training.`,
        remedy: 'Wire it on, or delete it.',
        repairs: [deletion('networks', id, 'layers', layer)],
      }),
    )
}
