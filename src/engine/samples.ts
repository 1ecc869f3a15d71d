// Draws many samples of several values at once, in inference mode, from weights as they stand while training goes on.
import { elementCount } from '../lib/format'
import type { Tensor } from '@tensorflow/tfjs-core'
import { ancestorsOf } from '../compiler/program/ancestors'
import type { Instruction, Register } from '../compiler/program/program'
import type { DataSource } from '../data/source'
import { evaluateTidily, readRegister, type Registers } from './evaluate'
import { scopeOf, type Model } from './model'
import { takeSnapshot } from './snapshot'
import type { Numbers } from '../lib/numbers'
import { joinSamples } from './views'

/** What to draw. All registers of one order come from the same draws. */
export interface SampleOrder {
  registers: readonly Register[]
  count: number
  /** Numbers computed together: what a layer that uses the batch's statistics sees. */
  pass: number
  seed: number
  weights: 'average' | 'current'
  /** Data sections that are read in order, sample after sample, instead of being drawn from the training samples. */
  inOrder?: Readonly<Record<string, DataSource>>
  /** Values that are not computed but given; sample after sample. */
  given?: Readonly<Record<Register, Numbers>>
  /** Awaited between two passes: lets training and messages have their turn. Throws where the samples are not wanted any more. */
  yieldToMessages?: () => Promise<void>
}

/** Numbers lie at steps that neither training nor views reach. */
const sampleStep = -3

/** The samples by register, with the batch axis. Throws on an unknown register: a bug of the caller. */
export async function drawSamples(model: Model, order: SampleOrder): Promise<Record<Register, Numbers>> {
  // Whatever training does to it meanwhile; no draw needs what optimizers remember.
  const frozen = takeSnapshot(model, ['weights', 'state', 'averages'])
  const parts = Object.fromEntries(order.registers.map((register) => [register, [] as Numbers[]]))
  try {
    for (let done = 0; done < order.count; done += order.pass) {
      const tensors = model.ops.tidy(() => runPass(frozen.model, order, done))
      for (const [k, register] of order.registers.entries()) {
        const tensor = tensors[k]
        if (!tensor) continue
        parts[register]?.push({
          shape: tensor.shape,
          values: (await tensor.data()) as Float32Array | Int32Array,
        })
        tensor.dispose()
      }
      await order.yieldToMessages?.()
    }
  } finally {
    frozen.release()
  }
  return Object.fromEntries(
    Object.entries(parts).map(([register, list]) => [register, joinSamples(list, order.count)]),
  )
}

function runPass(model: Model, order: SampleOrder, done: number): Tensor[] {
  const { registers, count, pass, seed, weights, inOrder = {}, given = {} } = order
  const { ops } = model
  const batch = Math.min(pass, count - done)
  const step = sampleStep - Math.floor(done / pass)
  const scope = scopeOf(model, { step, seed, train: false, batch, averaged: weights === 'average' })
  const drawn = scope.draw
  scope.draw = (data, path) => {
    const source = Object.hasOwn(inOrder, data) ? inOrder[data] : undefined
    return source === undefined ? drawn(data, path) : readInOrder(model, source, done, batch)
  }
  const known: Registers = {}
  for (const [register, { shape, values }] of Object.entries(given)) {
    const size = elementCount(shape.slice(1))
    const part = values.slice(done * size, (done + batch) * size)
    known[register] = ops.tensor(
      part,
      [batch, ...shape.slice(1)],
      part instanceof Int32Array ? 'int32' : 'float32',
    )
  }
  evaluateTidily(scope, neededFor(model.program.values, registers, new Set(Object.keys(given))), known)
  return registers.map((register) => ops.clone(readRegister(known, register)))
}

function readInOrder(
  { ops }: Model,
  source: DataSource,
  from: number,
  batch: number,
): Record<string, Tensor> {
  const samples = source.read(Array.from({ length: batch }, (_, k) => (from + k) % source.count))
  return Object.fromEntries(
    Object.entries(source.fields).map(([field, { shape, integer }]) => {
      const values = samples[field] ?? new Float32Array(0)
      return [field, ops.tensor(values, [batch, ...shape], integer ? 'int32' : 'float32')]
    }),
  )
}

/** What computes `registers` from what is given, in order. A data set whose label is given still draws its picture. */
function neededFor(
  values: readonly Instruction[],
  registers: readonly Register[],
  given: ReadonlySet<Register>,
): Instruction[] {
  return ancestorsOf(values, registers, given).map((instruction) => {
    const out = Object.entries(instruction.out).filter(([, register]) => !given.has(register))
    return { ...instruction, out: Object.fromEntries(out) } as Instruction
  })
}
