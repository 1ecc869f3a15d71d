// The feature network: a small classifier that is trained once per data set, and whose last hidden layer is what pictures are compared by.
import { elementCount } from '../../lib/format'
import type { Numbers } from '../../lib/numbers'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { adam } from '../../kinds/optimizers/adam'
import type { Ops } from '../../kinds/types'
import { randomStream } from '../../lib/random'
import { backpropagate } from '../../tensors/gradients/backprop'
import { randomOps } from '../../tensors/random'
import { crossEntropy, maxPool } from './layers'
import type { Pictures } from '../pictureSize'

/** Something that the network learns to tell: one answer of `classes` a picture. */
export interface Head {
  name: string
  classes: number
}

/** A trained network as plain data; `weights` by name. */
export interface FeatureNet {
  side: number
  channels: number
  heads: Head[]
  weights: Record<string, Numbers<Float32Array>>
}

/** Pictures to learn from: `read` gives the pictures and their answers, head after head of each picture. */
export interface Lessons {
  side: number
  channels: number
  heads: Head[]
  count: number
  read(indices: number[]): { pictures: Float32Array; answers: Int32Array }
}

export interface TrainOptions {
  steps: number
  onProgress?: ((fraction: number) => void) | undefined
  /** Rejects with what this throws, between two steps. */
  check?: (() => void) | undefined
}

/** Width of the features. */
export const featureWidth = 64
const batch = 128
const noise = 0.05
const rest = 40
/** PyTorch's defaults, as the reference code has them. */
const optimizer = { rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 }

function shapesOf({
  side,
  channels,
  heads,
}: Pick<FeatureNet, 'side' | 'channels' | 'heads'>): Record<string, number[]> {
  const quarter = Math.floor(Math.floor(side / 2) / 2)
  const bodies = {
    conv_1: [5, 5, channels, 16],
    conv_2: [5, 5, 16, 32],
    dense_1: [32 * quarter * quarter, 128],
    dense_2: [128, featureWidth],
  }
  const tops = heads.map(({ classes }, k) => [`head_${k}`, [featureWidth, classes]] as const)
  return { ...bodies, ...Object.fromEntries(tops) }
}

/** Kernel and bias of every layer from ±1/√fan-in. */
function freshWeights(ops: Ops, lessons: Lessons): Record<string, Tensor> {
  const weights: Record<string, Tensor> = {}
  for (const [layer, shape] of Object.entries(shapesOf(lessons))) {
    const filters = shape[shape.length - 1] ?? 1
    const size = elementCount(shape)
    const bound = 1 / Math.sqrt(size / filters)
    const stream = randomStream(0, -1, layer)
    const draw = (index: number) => (2 * stream.uniform(index) - 1) * bound
    weights[`${layer}/kernel`] = ops.tensor(
      Float32Array.from({ length: size }, (_, i) => draw(i)),
      shape,
    )
    weights[`${layer}/bias`] = ops.tensor(
      Float32Array.from({ length: filters }, (_, i) => draw(size + i)),
      [filters],
    )
  }
  return weights
}

/** Features and the logits of every head. */
function forward(
  ops: Ops,
  weights: Record<string, Tensor>,
  x: Tensor4D,
  heads: number,
): { z: Tensor; logits: Tensor2D[] } {
  const weight = (name: string) => weights[name] as Tensor
  const conv = (layer: string, from: Tensor4D) => {
    const y = ops.conv2d(from, weight(`${layer}/kernel`) as Tensor4D, 1, 'same')
    // Pooling first gives the same numbers with a quarter of the work, and fewer ties.
    return ops.relu(maxPool(ops, ops.add(y, weight(`${layer}/bias`))))
  }
  const dense = (layer: string, from: Tensor) =>
    ops.add(ops.matMul(from as Tensor2D, weight(`${layer}/kernel`) as Tensor2D), weight(`${layer}/bias`))
  const maps = conv('conv_2', conv('conv_1', x))
  const flat = ops.reshape(maps, [x.shape[0], -1])
  const z = ops.relu(dense('dense_2', ops.relu(dense('dense_1', flat))))
  return { z, logits: Array.from({ length: heads }, (_, k) => dense(`head_${k}`, z) as Tensor2D) }
}

/** Trains the network on the current backend; a function of the lessons alone, up to rounding. */
export async function trainFeatureNet(
  ops: Ops,
  lessons: Lessons,
  options: TrainOptions,
): Promise<FeatureNet> {
  const { side, channels, heads } = lessons
  let weights = freshWeights(ops, lessons)
  let slots: Record<string, Record<string, Tensor>> = {}
  let rested = performance.now()
  try {
    for (let step = 0; step < options.steps; step++) {
      const next = trainStep(ops, { lessons, weights, slots, step })
      for (const tensor of [...Object.values(weights), ...slotTensors(slots)]) tensor.dispose()
      ;({ weights, slots } = next)
      if (performance.now() - rested < rest) continue
      options.onProgress?.((step + 1) / options.steps)
      // Waits for the device too, so that no queue builds up.
      await Object.values(weights)[0]?.data()
      await new Promise((resolve) => setTimeout(resolve, 0))
      options.check?.()
      rested = performance.now()
    }
    const read = Object.entries(weights).map(async ([name, tensor]) => {
      return [name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) }] as const
    })
    return { side, channels, heads, weights: Object.fromEntries(await Promise.all(read)) }
  } finally {
    for (const tensor of [...Object.values(weights), ...slotTensors(slots)]) tensor.dispose()
  }
}

function slotTensors(slots: Record<string, Record<string, Tensor>>): Tensor[] {
  return Object.values(slots).flatMap((slot) => Object.values(slot))
}

interface StepState {
  lessons: Lessons
  weights: Record<string, Tensor>
  slots: Record<string, Record<string, Tensor>>
  step: number
}

function trainStep(
  ops: Ops,
  { lessons, weights, slots, step }: StepState,
): Pick<StepState, 'weights' | 'slots'> {
  const { side, channels, heads, count } = lessons
  const stream = randomStream(0, step, 'lessons')
  const { pictures, answers } = lessons.read(
    Array.from({ length: batch }, (_, k) => Math.floor(stream.uniform(k) * count)),
  )
  const names = Object.keys(weights)
  const next: Pick<StepState, 'weights' | 'slots'> = { weights: {}, slots: {} }
  ops.tidy(() => {
    const clean = ops.tensor4d(pictures, [batch, side, side, channels])
    const drawn = randomOps(ops, { seed: 0, step, path: 'noise' }).normal(clean.shape)
    const x = ops.add<Tensor4D>(clean, ops.mul(drawn, noise))
    const objective = () => {
      const { logits } = forward(ops, weights, x, heads.length)
      const losses = logits.map((head, k) => {
        const labels = Int32Array.from(
          { length: batch },
          (_, sample) => answers[sample * heads.length + k] ?? 0,
        )
        return crossEntropy(ops, head, labels)
      })
      return losses.reduce((sum, loss) => ops.add(sum, loss))
    }
    const { grads } = backpropagate(ops, objective, Object.values(weights))
    for (const [k, name] of names.entries()) {
      const [weight, gradient] = [weights[name], grads[k]]
      if (!weight || !gradient) throw new Error(`no gradient for ${name}`)
      const before = slots[name] ?? { mean: ops.zeros(weight.shape), square: ops.zeros(weight.shape) }
      const { rate } = optimizer
      const updated = adam.update(ops, {
        weight,
        gradient,
        slots: before,
        rate,
        count: step + 1,
        params: optimizer,
      })
      next.weights[name] = ops.keep(updated.weight)
      next.slots[name] = Object.fromEntries(
        Object.entries(updated.slots).map(([slot, tensor]) => [slot, ops.keep(tensor)]),
      )
    }
  })
  return next
}

const pass = 250

/** Features of pictures (not standardised) and the class that each head gives them, head after head of each picture. */
export async function runFeatureNet(
  ops: Ops,
  net: FeatureNet,
  pictures: Pictures,
  { check }: Pick<TrainOptions, 'check'> = {},
): Promise<{ features: Float32Array; answers: Int32Array }> {
  const { count, height, width, channels } = pictures
  const heads = net.heads.length
  const features = new Float32Array(count * featureWidth)
  const answers = new Int32Array(count * heads)
  const held = Object.fromEntries(
    Object.entries(net.weights).map(([name, { shape, values }]) => [name, ops.tensor(values, shape)]),
  )
  const size = height * width * channels
  try {
    for (let from = 0; from < count; from += pass) {
      const to = Math.min(count, from + pass)
      const values = Float32Array.from(
        { length: (to - from) * size },
        (_, i) => pictures.values[from * size + i] ?? NaN,
      )
      const [z, ...classes] = ops.tidy(() => {
        const x = ops.tensor4d(values, [to - from, height, width, channels])
        const { z, logits } = forward(ops, held, x, heads)
        return [z, ...logits.map((head) => ops.argMax(head, 1))]
      })
      features.set((await z?.data()) ?? [], from * featureWidth)
      for (const [head, tensor] of classes.entries()) {
        for (const [k, answer] of (await tensor.data()).entries()) answers[(from + k) * heads + head] = answer
      }
      for (const tensor of [z, ...classes]) tensor?.dispose()
      await new Promise((resolve) => setTimeout(resolve, 0))
      check?.()
    }
  } finally {
    for (const tensor of Object.values(held)) tensor.dispose()
  }
  return { features, answers }
}
