// A model as it stands, in memory: to come back to, to draw from while it is trained on, or to try a step on.
import { programChange } from './change'
import type { Model } from './model'
import { dropTensors, putTensor, type TensorMap } from './tensors'

const maps = ['weights', 'state', 'slots', 'averages'] as const
type Name = (typeof maps)[number]

/** A model as it was after a step. Its tensors live until it is released. */
export interface Snapshot {
  readonly model: Model
  readonly round: number
  readonly step: number
  release(): void
}

/** The model as it stands, or only some of its maps. */
export function takeSnapshot(model: Model, names: readonly Name[] = maps): Snapshot {
  const copy = copyModel(model, names)
  const { round, step } = copy
  return { model: copy, round, step, release: () => dropModel(copy) }
}

/**
 * A model of its own that consists of references, so nothing is copied: tensors are never written into (a replayed step moves
 * them elsewhere first). Maps that are not named are empty.
 */
export function copyModel(model: Model, names: readonly Name[] = maps): Model {
  const { ops } = model
  const copied = (name: Name): TensorMap => {
    const map: TensorMap = new Map()
    if (names.includes(name))
      for (const [path, tensor] of model[name]) putTensor(ops, map, path, ops.clone(tensor))
    return map
  }
  return {
    ...model,
    weights: copied('weights'),
    state: copied('state'),
    slots: copied('slots'),
    averages: copied('averages'),
    counts: new Map(model.counts),
    retained: [],
    objectives: new Map(),
  }
}

/** Frees what a model holds, but for what edits took the place of. */
export function dropModel(model: Model): void {
  for (const name of maps) dropTensors(model[name])
  dropObjectives(model)
}

/** Puts the model back to where it was. False, changing nothing, where it is trained otherwise since. */
export function returnToSnapshot(model: Model, { model: before }: Snapshot): boolean {
  if (programChange(before.program, model.program).training) return false
  const { ops, counts } = model
  for (const name of maps) {
    for (const [path, tensor] of before[name]) putTensor(ops, model[name], path, ops.clone(tensor))
  }
  counts.clear()
  for (const [path, count] of before.counts) counts.set(path, count)
  dropObjectives(model)
  const { round, position, step } = before
  Object.assign(model, { round, position, step })
  return true
}

function dropObjectives({ objectives }: Model): void {
  for (const { sum } of objectives.values()) sum.dispose()
  objectives.clear()
}
