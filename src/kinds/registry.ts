// The vocabulary, in the palette's order.
import * as layerKinds from './layers'
import * as optimizerKinds from './optimizers'
import type { OptimizerKind } from './optimizerTypes'
import { groups, type Kind } from './types'
import * as valueKinds from './values'

export const layers = inOrder(layerKinds)
export const values = inOrder(valueKinds)
export const optimizers: Record<string, OptimizerKind> = { ...optimizerKinds }

/** By group, by the place in the group, by id: a module lists its names in the order of the alphabet. */
function inOrder(kinds: Record<string, Kind>): Record<string, Kind> {
  const byGroup = (a: Kind, b: Kind) => groups.indexOf(a.group) - groups.indexOf(b.group)
  const byOrder = ({ order: a = Number.MAX_VALUE }: Kind, { order: b = Number.MAX_VALUE }: Kind) => a - b
  return Object.fromEntries(Object.entries(kinds).sort(([, a], [, b]) => byGroup(a, b) || byOrder(a, b)))
}

/** The kind of that id, or nothing: documents may name kinds that this version does not have. */
export function kindOf(role: 'layer' | 'value', id: string): Kind | undefined {
  const kinds = role === 'layer' ? layers : values
  return Object.hasOwn(kinds, id) ? kinds[id] : undefined
}

/** A kind's parameters when it is new, all written out. */
export function defaultParams(kind: Kind | OptimizerKind): Record<string, unknown> {
  return kind.params.parse({})
}

/** What a game's first player moves with. */
export function usualOptimizer(): { kind: string; params: Record<string, unknown> } {
  const [kind, optimizer] = Object.entries(optimizers).find(([, { usual }]) => usual) ?? []
  if (kind === undefined || optimizer === undefined) throw new Error('no optimizer is the usual one')
  return { kind, params: defaultParams(optimizer) }
}
