// What a backend must show before it is trusted: right gradients, and how fast it trains a small convolution.
import { elementCount } from '../lib/format'
import type { Rank, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Ops } from '../kinds/types'

/** Waits until the device has done what it was given; without it, a fast caller would queue up work without end. */
export async function settle(ops: Ops): Promise<void> {
  const backend = ops.backend() as {
    flush?: () => void
    device?: { queue?: { onSubmittedWorkDone?: () => Promise<unknown> } }
  }
  backend.flush?.()
  await backend.device?.queue?.onSubmittedWorkDone?.()
}

interface Sizes {
  batch: number
  side: number
  channels: number
  filters: number
}

const tested: Sizes = { batch: 2, side: 6, channels: 3, filters: 4 }
/** 77 million multiply-adds a step: milliseconds on a fast backend, a quarter of a second on a software GPU. */
const timed: Sizes = { batch: 32, side: 14, channels: 16, filters: 64 }

/** Gradients of both orders of small networks that have what GANs have, as one list of numbers, on the current backend. */
export async function probeGradients(ops: Ops): Promise<number[]> {
  const gradients = ops.tidy(() => [...trainingGradients(ops, tested), ...penaltyGradients(ops, tested)])
  const values = await Promise.all(gradients.map((gradient) => gradient.data<'float32'>()))
  for (const gradient of gradients) gradient.dispose()
  return values.flatMap((numbers) => [...numbers])
}

/** The largest difference in units of the largest reference number; NaN and missing numbers count as infinitely wrong. */
export function gradientError(values: readonly number[], reference: readonly number[]): number {
  const scale = Math.max(...reference.map(Math.abs))
  if (values.length !== reference.length || !(scale > 0)) return Infinity
  const worst = Math.max(...values.map((value, index) => Math.abs(value - (reference[index] ?? NaN))))
  return Number.isFinite(worst) ? worst / scale : Infinity
}

/** Milliseconds of one training step on the current backend, after one to warm up: the least of up to five in 60 ms. */
export async function probeSpeed(ops: Ops, now: () => number): Promise<number> {
  await timeStep(ops, now)
  let best = Infinity
  for (let spent = 0, steps = 0; spent < 60 && steps < 5; steps++) {
    const milliseconds = await timeStep(ops, now)
    best = Math.min(best, milliseconds)
    spent += milliseconds
  }
  return best
}

async function timeStep(ops: Ops, now: () => number): Promise<number> {
  const start = now()
  const [first, ...rest] = ops.tidy(() => trainingGradients(ops, timed))
  // Where there is no queue to wait for, a read-back is the only proof that the work is done.
  await settle(ops)
  await first?.data()
  for (const gradient of [first, ...rest]) gradient?.dispose()
  return now() - start
}

/** conv → batch norm → leaky ReLU → transposed conv → tanh → dense → softplus, by all weights and by the input. */
function trainingGradients(ops: Ops, { batch, side, channels, filters }: Sizes): Tensor[] {
  const half = Math.ceil(side / 2)
  const x = wave(ops, [batch, side, side, channels], 0.7)
  const kernel = wave(ops, [4, 4, channels, filters], 0.3)
  const scale = ops.add<Tensor1D>(wave(ops, [filters], 0.5), 1)
  const offset = wave(ops, [filters], 0.2) as Tensor1D
  const back = wave(ops, [4, 4, channels, filters], 0.9)
  const matrix = wave(ops, [side * side * channels, 1], 1.1)
  const loss = () => {
    const down = ops.conv2d(x as Tensor4D, kernel as Tensor4D, 2, 'same')
    const { y } = ops.batchNormTrain(down, scale, offset, 1e-5)
    const up = ops.conv2dTranspose(
      ops.reshape<Rank.R4>(ops.leakyRelu(y, 0.2), [batch, half, half, filters]),
      back as Tensor4D,
      [batch, side, side, channels],
      2,
      'same',
    )
    const flat = ops.reshape(ops.tanh(up), [batch, -1])
    return ops.mean(ops.softplus(ops.matMul(flat, matrix)))
  }
  const { grads } = ops.engine().gradients(loss, [x, kernel, scale, offset, back, matrix])
  return grads
}

/**
 * A critic's gradient penalty by its weights: second derivatives, which a backend may lose without an error while the first ones
 * are right. The norms are written out, as the engine runs them there.
 */
function penaltyGradients(ops: Ops, { batch, side, channels, filters }: Sizes): Tensor[] {
  const x = wave(ops, [batch, side, side, channels], 0.4)
  const kernel = wave(ops, [4, 4, channels, filters], 0.3)
  const scale = ops.add<Tensor1D>(wave(ops, [filters], 0.5), 1)
  const offset = wave(ops, [filters], 0.2) as Tensor1D
  const second = wave(ops, [3, 3, filters, filters], 0.8)
  const score = (at: Tensor) => {
    const down = ops.conv2d(at as Tensor4D, kernel as Tensor4D, 2, 'same')
    const { y } = ops.batchNormTrain(down, scale, offset, 1e-5)
    const deeper = ops.conv2d(ops.leakyRelu(y as Tensor4D, 0.2), second as Tensor4D, 1, 'same')
    return ops.sum(ops.softplus(ops.tanh(deeper)))
  }
  const penalty = () => {
    const [slope] = ops.engine().gradients(() => score(x), [x]).grads
    // An eighth: errors are told relative to the largest number, so both orders must be of one size.
    return ops.mul(ops.mean(ops.square(slope!)), 0.125)
  }
  return ops.engine().gradients(penalty, [kernel, scale, offset, second]).grads
}

/** Numbers that look random, differ by place, and are the same on every machine. */
function wave(ops: Ops, shape: number[], phase: number): Tensor {
  const size = elementCount(shape)
  const values = Float32Array.from({ length: size }, (_, index) => 0.3 * Math.sin(12.9898 * index + phase))
  return ops.tensor(values, shape)
}
