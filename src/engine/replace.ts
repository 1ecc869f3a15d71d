// Puts a changed program in place of a running one: what kept its path and shape goes on as it was.
import type { Program } from '../compiler/program/program'
import type { DataSource } from '../data/source'
import { renamePath } from '../lib/renames'
import { bringBack, putAside } from './retainedWeights'
import { initializeMissing, optimizerOf, type Model } from './model'
import { dropTensors, sameShape, type TensorMap } from './tensors'

/** What became of the weights. */
export interface Kept {
  /** How many weights went on unchanged. */
  kept: number
  /** Paths of the weights that are new or changed their shape. */
  reinitialised: string[]
}

/**
 * Replaces the model's program. `renamed` maps old path prefixes to new ones (`critic/conv_1` → `critic/first`); weights
 * with unchanged path and shape keep their values, slots, averages and counts, state likewise. What an earlier edit took the place
 * of, and this one asks for again, comes back as it was.
 */
export function replaceModelProgram(
  model: Model,
  {
    program,
    renamed,
    sources,
  }: { program: Program; renamed: Record<string, string>; sources: Record<string, DataSource> },
): Kept {
  const { weights, state, slots, averages, counts, retained, objectives } = model
  const optimizerBefore = optimizerByWeight(model.program)
  for (const map of [weights, state, slots, averages, counts]) renamePaths<unknown>(map, renamed)
  for (const aside of retained) aside.path = renamePath(aside.path, renamed)
  const before = new Map([...optimizerBefore].map(([path, kind]) => [renamePath(path, renamed), kind]))

  model.program = program
  model.sources = sources
  const optimizerNow = optimizerByWeight(program)
  putAside(model, { section: 'weights', paths: stalePaths(weights, program.weights), optimizers: before })
  putAside(model, { section: 'state', paths: stalePaths(state, program.state), optimizers: before })
  const slotOwner = new Map<string, string>()
  for (const [path, kind] of optimizerNow) {
    if (!weights.has(path) || before.get(path) !== kind) continue
    for (const slot of optimizerOf(kind).slots) slotOwner.set(`${path}/${slot}`, path)
  }
  dropUnlessShape(slots, (slot) => program.weights[slotOwner.get(slot) ?? '']?.shape)
  for (const path of counts.keys())
    if (before.get(path) !== optimizerNow.get(path) || !weights.has(path)) counts.delete(path)
  const averaged = new Set(
    Object.values(program.players).flatMap((player) => (player.average > 0 ? player.weights : [])),
  )
  dropUnlessShape(averages, (path) =>
    weights.has(path) && averaged.has(path) ? program.weights[path]?.shape : undefined,
  )
  for (const [player, { sum }] of objectives) {
    if (player in program.players) continue
    sum.dispose()
    objectives.delete(player)
  }
  bringBack(model, optimizerNow)
  const reinitialised = initializeMissing(model)
  return { kept: weights.size - reinitialised.length, reinitialised }
}

function optimizerByWeight(program: Program): Map<string, string> {
  const players = Object.values(program.players)
  return new Map(
    players.flatMap((player) => player.weights.map((path) => [path, player.optimizer.kind] as const)),
  )
}

function dropUnlessShape(map: TensorMap, shapeOf: (path: string) => readonly number[] | undefined): void {
  const stale = [...map].filter(([path, { shape }]) => !isShape(shape, shapeOf(path)))
  dropTensors(
    map,
    stale.map(([path]) => path),
  )
}

/** Paths of the tensors that the specifications do not ask for, or not of that shape. */
function stalePaths(map: TensorMap, specs: Record<string, { shape: readonly number[] }>): string[] {
  const stale = [...map].filter(([path, { shape }]) => !isShape(shape, specs[path]?.shape))
  return stale.map(([path]) => path)
}

function isShape(shape: readonly number[], wanted: readonly number[] | undefined): boolean {
  return wanted !== undefined && sameShape(shape, wanted)
}

/** All at once, so that two names may change places. */
function renamePaths<Item>(map: Map<string, Item>, renamed: Record<string, string>): void {
  const entries = [...map].map(([path, item]) => [renamePath(path, renamed), item] as const)
  map.clear()
  for (const [path, item] of entries) map.set(path, item)
}
