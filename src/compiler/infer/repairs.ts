// Edits that would mend what is wrong with a wire.
import { splitReference } from '../../document/references'
import type { Domain, Params, Reference } from '../../document/types'
import { defaultParams, layers } from '../../kinds/registry'
import type { Resolved } from './scope'
import type { GraphArgs, NetworkInference } from './types'
import { portAt, unwiring } from './wire'

/** Wires a port to what may have been meant; takes its wire away where that is not known. */
export function rewirings(
  path: readonly string[],
  port: string,
  { meant }: Extract<Resolved, { state: 'wrong' }>,
) {
  const wires = meant.map((from) => ({ kind: 'wire', ...portAt(path, port), from }) as const)
  return wires.length > 0 ? wires : [unwiring(path, port)]
}

/** A layer that arranges the numbers of a sample in another shape, with all its parameters; null where no kind does. */
export function arranging(
  shape: readonly number[],
): { title: string; layer: { kind: string; params: Params } } | null {
  for (const [id, kind] of Object.entries(layers)) {
    const params = kind.arrange?.(shape)
    if (!params) continue
    return { title: kind.title, layer: { kind: id, params: { ...defaultParams(kind), ...params } as Params } }
  }
  return null
}

/**
 * Lets a network give what its last layer reads, where that is an activation: of the same shape, and so that `fits` says yes.
 * `reference` is what a value of the game reads; only what a call makes can be mended so.
 */
export function withoutLast(
  reference: Reference,
  { nodes, network: networkOf }: GraphArgs,
  fits: (domain: Domain) => boolean,
) {
  const { id, output } = splitReference(reference)
  const graph = nodes[id]?.network
  const network = graph === undefined ? undefined : networkOf(graph)
  if (graph === undefined || !network) return []
  const name = output ?? Object.keys(network.outputs)[0] ?? ''
  const from = sourceOfLast(network, name)
  return from && fits(from.domain)
    ? [{ kind: 'wire', graph, from: from.register, to: { node: `out:${name}`, port: 'in' } } as const]
    : []
}

/** What the layer behind an output reads, where it changes neither shape nor has anything to learn. */
function sourceOfLast({ graph, outputs }: NetworkInference, name: string) {
  const made = outputs[name]
  const last = [...graph.nodes.values()].find(({ out }) => Object.values(out).includes(made?.register ?? ''))
  const [source, ...others] = Object.values(last?.in ?? {})
  if (!made || !last || source === undefined || others.length > 0 || Object.keys(last.weights).length > 0)
    return null
  const found = [...graph.scope.values()]
    .flatMap((all) => all ?? [])
    .find(({ register }) => register === source)
  if (!found || String(found.type.shape) !== String(made.type.shape)) return null
  return { register: source, domain: found.type.domain }
}
