// A model as it stands, in memory, to come back to: it consists of references, so nothing is copied.
import type { Program } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import type { Model } from './model'
import { dropTensors, putTensor, type TensorMap } from './tensors'

const maps = ['weights', 'state', 'slots', 'averages'] as const
type Name = (typeof maps)[number]

/** A model as it was after a step. Its tensors live until it is released. */
export interface Snapshot {
  readonly program: Program
  readonly round: number
  readonly position: number
  readonly step: number
  readonly counts: ReadonlyMap<string, number>
  readonly tensors: Record<Name, TensorMap>
  release(): void
}

/** The model as it stands. Snapshot tensors are never written into (a replayed step moves them elsewhere first): that makes this free. */
export function takeSnapshot(model: Model): Snapshot {
  const { ops, program, round, position, step } = model
  const tensors = Object.fromEntries(
    maps.map((name) => [name, cloneAll(ops, model[name])] as const),
  ) as Snapshot['tensors']
  return {
    ...{ program, round, position, step, tensors },
    counts: new Map(model.counts),
    release: () => {
      for (const name of maps) dropTensors(tensors[name])
    },
  }
}

/** Puts the model back to where it was. False, changing nothing, where its program has changed since. */
export function returnToSnapshot(model: Model, snapshot: Snapshot): boolean {
  if (snapshot.program !== model.program) return false
  const { ops, counts, objectives } = model
  for (const name of maps) {
    for (const [path, tensor] of cloneAll(ops, snapshot.tensors[name]))
      putTensor(ops, model[name], path, tensor)
  }
  counts.clear()
  for (const [path, count] of snapshot.counts) counts.set(path, count)
  for (const { sum } of objectives.values()) sum.dispose()
  objectives.clear()
  const { round, position, step } = snapshot
  Object.assign(model, { round, position, step })
  return true
}

function cloneAll(ops: Ops, map: TensorMap): TensorMap {
  return new Map([...map].map(([path, tensor]) => [path, ops.clone(tensor)]))
}
