// Keeps a model as it stands, to come back to: what it holds are references, so that nothing is copied.
import type { Program } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import type { Model } from './model'
import { dropTensors, putTensor, type TensorMap } from './tensors'

const maps = ['weights', 'state', 'slots', 'averages'] as const
type Name = (typeof maps)[number]

/** A model as it was after a step. Its tensors live until it is released. */
export interface Held {
  readonly program: Program
  readonly round: number
  readonly position: number
  readonly step: number
  readonly counts: ReadonlyMap<string, number>
  readonly tensors: Record<Name, TensorMap>
  release(): void
}

/** Holds the model as it stands. Held tensors are never written into (a replayed step moves them elsewhere first): that makes this free. */
export function holdModel(model: Model): Held {
  const { ops, program, round, position, step } = model
  const tensors = Object.fromEntries(
    maps.map((name) => [name, cloneAll(ops, model[name])] as const),
  ) as Held['tensors']
  return {
    ...{ program, round, position, step, tensors },
    counts: new Map(model.counts),
    release: () => {
      for (const name of maps) dropTensors(tensors[name])
    },
  }
}

/** Puts the model back to where it was. False, changing nothing, where its program has changed since. */
export function returnToHeld(model: Model, held: Held): boolean {
  if (held.program !== model.program) return false
  const { ops, counts, objectives } = model
  for (const name of maps) {
    for (const [path, tensor] of cloneAll(ops, held.tensors[name])) putTensor(ops, model[name], path, tensor)
  }
  counts.clear()
  for (const [path, count] of held.counts) counts.set(path, count)
  for (const { sum } of objectives.values()) sum.dispose()
  objectives.clear()
  const { round, position, step } = held
  Object.assign(model, { round, position, step })
  return true
}

function cloneAll(ops: Ops, map: TensorMap): TensorMap {
  return new Map([...map].map(([path, tensor]) => [path, ops.clone(tensor)]))
}
