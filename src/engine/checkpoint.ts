// A model as one safetensors file, exact to the last bit, and back.
import type { Numbers } from '../lib/numbers'
import type { Tensor } from '@tensorflow/tfjs-core'
import { fail, succeed, type Result } from '../lib/result'
import { readSafetensors, writeSafetensors, type SafetensorsInput } from '../lib/safetensors'
import type { Model } from './model'
import type { Kept } from './replace'
import { putTensor, sameShape, type TensorMap } from './tensors'

/** Kept beside the model: seconds of training so far. */
export interface CheckpointNotes {
  seconds: number
}

const sections = ['weight', 'state', 'slot', 'average'] as const
type Section = (typeof sections)[number]

/** Writes weights, state, optimizer slots, averages and where training stands. Training may go on meanwhile. */
export async function writeCheckpoint(model: Model, notes: CheckpointNotes): Promise<ArrayBuffer> {
  const where = { round: model.round, position: model.position, step: model.step, seconds: notes.seconds }
  const metadata = Object.fromEntries(Object.entries(where).map(([key, value]) => [key, String(value)]))
  metadata.format = 'ganvas-checkpoint'
  metadata.counts = JSON.stringify(Object.fromEntries(model.counts))
  const maps = mapsOf(model)
  const all = sections.flatMap((section) =>
    [...maps[section]].map(([path, tensor]) => [`${section}/${path}`, tensor] as const),
  )
  return writeSafetensors({ tensors: await readTensors(model, all), metadata })
}

/** Whether every number of a checkpoint that was just written is one: a run that has diverged is not worth keeping. */
export function allFinite(checkpoint: ArrayBuffer): boolean {
  const header = Number(new DataView(checkpoint).getBigUint64(0, true))
  return new Float32Array(checkpoint, 8 + header).every(Number.isFinite)
}

/**
 * Puts a checkpoint in place: every tensor whose path and shape the program has. Weights that the checkpoint lacks stay as
 * they are and are named. Fails, changing nothing, where the bytes are no checkpoint.
 */
export function readCheckpoint(model: Model, bytes: ArrayBuffer): Result<Kept & CheckpointNotes, string> {
  const file = readSafetensors(bytes)
  if (!file.ok) return file
  const { tensors, metadata } = file.value
  const where = readWhere(metadata)
  if (!where.ok) return where
  const maps = mapsOf(model)
  let kept = 0
  const reinitialised: string[] = []
  for (const section of sections) {
    for (const path of maps[section].keys()) {
      const found = putStored(model, maps[section], path, tensors[`${section}/${path}`])
      if (section !== 'weight') continue
      if (found) kept++
      else reinitialised.push(path)
    }
  }
  const { round, position, step, seconds, counts } = where.value
  Object.assign(model, { round, position, step })
  for (const path of model.counts.keys()) model.counts.set(path, counts[path] ?? 0)
  return succeed({ kept, reinitialised, seconds })
}

/** Weights under their own paths, running statistics included: the averages of weights that have one, or the current. */
export async function readWeights(model: Model, which: 'average' | 'current'): Promise<SafetensorsInput> {
  const averaged = (path: string) => (which === 'average' ? model.averages.get(path) : undefined)
  const all = [...model.weights].map(([path, tensor]) => [path, averaged(path) ?? tensor] as const)
  // What values remember, such as old fakes, belongs to the run, not to the networks.
  const state = [...model.state].filter(([path]) => !model.program.state[path]?.ofValue)
  const tensors = await readTensors(model, [...all, ...state])
  return { tensors, metadata: { format: 'ganvas-weights', round: String(model.round), weights: which } }
}

/**
 * Puts weights from a safetensors file in place, averages too; what the optimizer remembered of them starts over. Weights
 * that the file lacks, or has in another shape, stay as they are and are named.
 */
export function putWeights(model: Model, bytes: ArrayBuffer): Result<Kept, string> {
  const file = readSafetensors(bytes)
  if (!file.ok) return file
  const { tensors } = file.value
  const { ops, slots, averages } = model
  const reinitialised: string[] = []
  for (const path of model.weights.keys()) {
    if (!putStored(model, model.weights, path, tensors[path])) {
      reinitialised.push(path)
      continue
    }
    if (averages.has(path)) putStored(model, averages, path, tensors[path])
    model.counts.set(path, 0)
    for (const [slot, tensor] of slots) {
      if (slot.startsWith(`${path}/`)) putTensor(ops, slots, slot, ops.zerosLike(tensor))
    }
  }
  for (const path of model.state.keys()) putStored(model, model.state, path, tensors[path])
  const kept = model.weights.size - reinitialised.length
  if (kept === 0) return fail('The file has none of this program’s weights: no name and shape agree.')
  return succeed({ kept, reinitialised })
}

function mapsOf(model: Model): Record<Section, TensorMap> {
  return { weight: model.weights, state: model.state, slot: model.slots, average: model.averages }
}

function putStored(model: Model, map: TensorMap, path: string, stored: Numbers | undefined): boolean {
  const old = map.get(path)
  if (stored === undefined || old === undefined || !sameShape(stored.shape, old.shape)) return false
  if (!(stored.values instanceof Float32Array)) return false
  putTensor(model.ops, map, path, model.ops.tensor(stored.values, stored.shape, 'float32'))
  return true
}

/** Reads back from clones, so that a step that runs meanwhile cannot free what is being read. */
async function readTensors(
  { ops }: Model,
  entries: readonly (readonly [string, Tensor])[],
): Promise<Record<string, Numbers<Float32Array>>> {
  const clones = entries.map(([, tensor]) => ops.clone(tensor))
  try {
    const values = await Promise.all(clones.map((clone) => clone.data<'float32'>()))
    return Object.fromEntries(
      entries.map(([name, { shape }], index) => [
        name,
        { shape, values: values[index] ?? new Float32Array(0) },
      ]),
    )
  } finally {
    for (const clone of clones) clone.dispose()
  }
}

interface Where {
  round: number
  position: number
  step: number
  seconds: number
  counts: Record<string, number>
}

function readWhere(metadata: Record<string, string>): Result<Where, string> {
  if (metadata.format !== 'ganvas-checkpoint') return fail('The file is not a checkpoint of a training run.')
  const numbers = [metadata.round, metadata.position, metadata.step, metadata.seconds].map(Number)
  const [round = NaN, position = NaN, step = NaN, seconds = NaN] = numbers
  if ([round, position, step].some((count) => !Number.isInteger(count) || count < 0) || !(seconds >= 0)) {
    return fail('The checkpoint does not say where training stood.')
  }
  const counts = readCounts(metadata.counts)
  if (counts === null) return fail('The checkpoint does not say how many updates the weights had.')
  return succeed({ round, position, step, seconds, counts })
}

function readCounts(text: string | undefined): Record<string, number> | null {
  try {
    const counts: unknown = JSON.parse(text ?? '')
    if (typeof counts !== 'object' || counts === null) return null
    const valid = Object.values(counts).every((count) => Number.isInteger(count) && count >= 0)
    return valid ? (counts as Record<string, number>) : null
  } catch {
    return null
  }
}
