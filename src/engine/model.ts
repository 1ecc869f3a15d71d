// Everything that training changes, in one place: what a checkpoint holds and what a step updates.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Program } from '../compiler/program/program'
import { optimizers } from '../kinds/registry'
import type { OptimizerKind } from '../kinds/optimizerTypes'
import type { Ops } from '../kinds/types'
import { randomStream } from '../lib/random'
import type { DataSource } from '../data/source'
import type { Scope } from './evaluate'
import { feed } from '../tensors/feed'
import { initialTensor } from './initialize'
import { putTensor, takeTensor, type RetainedWeights, type TensorMap } from './tensors'

/** A program with its tensors. Only `step.ts`, `checkpoint.ts`, `replace.ts` and `retainedWeights.ts` change the maps. */
export interface Model {
  ops: Ops
  program: Program
  sources: Record<string, DataSource>
  weights: TensorMap
  /** Running statistics and the like. */
  state: TensorMap
  /** `weight path/slot name`. */
  slots: TensorMap
  /** Exponential moving averages of the weights of players that keep one. */
  averages: TensorMap
  /** How many updates each weight has had, by path: a re-initialised weight starts over. */
  counts: Map<string, number>
  /** What edits took the place of. */
  retained: RetainedWeights
  /** Sum of each player's objectives on the device since they were last read, and how many there were. */
  objectives: Map<string, { sum: Tensor; count: number }>
  /** Rounds done. */
  round: number
  /** Steps of the present round that are done. */
  position: number
  /** Steps done in all, by hand included: names the draws of the next one. */
  step: number
}

/** A model with fresh weights at round 0. */
export function createModel(args: {
  ops: Ops
  program: Program
  sources: Record<string, DataSource>
}): Model {
  const maps = { weights: new Map(), state: new Map(), slots: new Map(), averages: new Map() }
  const model: Model = {
    ...args,
    ...maps,
    counts: new Map(),
    retained: [],
    objectives: new Map(),
    round: 0,
    position: 0,
    step: 0,
  }
  initializeMissing(model)
  return model
}

/** Fills what the program asks for and the maps do not have yet; returns the paths of the weights that were made. */
export function initializeMissing(model: Model): string[] {
  const { ops, program, weights, state, averages, slots, counts } = model
  const made: string[] = []
  ops.tidy(() => {
    for (const [path, weight] of Object.entries(program.weights)) {
      if (weights.has(path)) continue
      putTensor(ops, weights, path, initialTensor(ops, program.seed, path, weight))
      made.push(path)
    }
    for (const [path, { shape, start, init }] of Object.entries(program.state)) {
      if (state.has(path)) continue
      const fresh = init && initialTensor(ops, program.seed, path, { shape, init })
      putTensor(ops, state, path, fresh ?? ops.fill([...shape], start))
    }
    for (const player of Object.values(program.players)) {
      for (const path of player.weights) {
        const weight = takeTensor(weights, path)
        for (const slot of optimizerOf(player.optimizer.kind).slots) {
          if (!slots.has(`${path}/${slot}`)) putTensor(ops, slots, `${path}/${slot}`, ops.zeros(weight.shape))
        }
        if (!counts.has(path)) counts.set(path, 0)
        if (player.average > 0 && !averages.has(path)) putTensor(ops, averages, path, ops.clone(weight))
      }
    }
  })
  return made
}

/** The optimizer kind of that id; an unknown one is a bug of the compiler. */
export function optimizerOf(kind: string): OptimizerKind {
  const optimizer = optimizers[kind]
  if (optimizer === undefined) throw new Error(`no optimizer ${kind}`)
  return optimizer
}

/** What instructions see of a model. `averaged` takes the averages of weights that have one. */
export function scopeOf(
  model: Model,
  options: { step: number; seed?: number; train: boolean; batch: number; averaged: boolean },
): Scope {
  const { ops, program } = model
  const { step, train, batch, averaged } = options
  const seed = options.seed ?? program.seed
  return {
    ops,
    networks: program.networks,
    seed,
    step,
    train,
    batch,
    weight: (path) => (averaged ? model.averages.get(path) : undefined) ?? takeTensor(model.weights, path),
    state: (path) => takeTensor(model.state, path),
    draw: (data, path) => drawSamples(model, { data, path, seed, step, batch }),
  }
}

/** Samples with replacement; which ones is a function of seed, step and the value's path. */
function drawSamples(
  model: Model,
  {
    data,
    path,
    seed,
    step,
    batch,
  }: { data: string; path: string; seed: number; step: number; batch: number },
): Record<string, Tensor> {
  const { fields } = sourceOf(model, data)
  let last: { step: number; samples: ReturnType<DataSource['read']> } | undefined
  /** All fields of a step come from one reading. */
  const readAt = (step: number) => {
    if (last?.step === step) return last.samples
    const source = sourceOf(model, data)
    const stream = randomStream(seed, step, path)
    const indices = new Uint32Array(batch)
    for (let i = 0; i < batch; i++) indices[i] = Math.floor(stream.uniform(i) * source.count)
    last = { step, samples: source.read(indices) }
    return last.samples
  }
  return Object.fromEntries(
    Object.entries(fields).map(([field, { shape, integer }]) => {
      const produce = (step: number) => {
        const values = readAt(step)[field]
        if (values === undefined) throw new Error(`the data ${data} have no field ${field}`)
        return values
      }
      const type = { step, shape: [batch, ...shape], dtype: integer ? 'int32' : 'float32' } as const
      return [field, feed(model.ops, produce, type)]
    }),
  )
}

function sourceOf(model: Model, data: string): DataSource {
  const source = model.sources[data]
  if (source === undefined) throw new Error(`no source of the data ${data}`)
  return source
}
