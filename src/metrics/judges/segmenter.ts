// The segmenter: learns on real pairs which part each pixel of a picture belongs to, and then reads generated pictures.
import type { Numbers } from '../../lib/numbers'
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { adam } from '../../kinds/optimizers/adam'
import type { Ops } from '../../kinds/types'
import { randomStream } from '../../lib/random'
import { backpropagate } from '../../tensors/gradients/backprop'
import { crossEntropy } from './layers'
import type { Pictures } from '../pictureSize'

export interface Segmenter {
  weights: Record<string, Numbers<Float32Array>>
}

/** Pictures and the class of each of their pixels. */
export interface PixelLessons {
  pictures: Pictures
  classes: Uint8Array
}

const batch = 8
const optimizer = { rate: 0.002, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 }
/** Kernel side, filters and dilation of each layer; the last one has a filter a class. */
const plan = [
  { side: 5, filters: 24, dilation: 1 },
  { side: 3, filters: 32, dilation: 1 },
  { side: 3, filters: 32, dilation: 2 },
  { side: 3, filters: 32, dilation: 4 },
]

type Weights = Record<string, Tensor>
type Slots = Record<string, Record<string, Tensor>>

function freshWeights(ops: Ops, channels: number, classes: number): Weights {
  const weights: Weights = {}
  let from = channels
  for (const [k, { side, filters }] of [...plan, { side: 1, filters: classes }].entries()) {
    const fanIn = side * side * from
    const stream = randomStream(0, -1, `segmenter ${k}`)
    const draw = (index: number) => (2 * stream.uniform(index) - 1) / Math.sqrt(fanIn)
    const kernel = Float32Array.from({ length: fanIn * filters }, (_, i) => draw(i))
    weights[`${k}/kernel`] = ops.tensor(kernel, [side, side, from, filters])
    weights[`${k}/bias`] = ops.tensor(
      Float32Array.from({ length: filters }, (_, i) => draw(kernel.length + i)),
      [filters],
    )
    from = filters
  }
  return weights
}

/** Logits [pixels, classes]. */
function forward(ops: Ops, weights: Weights, x: Tensor4D, classes: number): Tensor2D {
  let maps = x
  for (let k = 0; k <= plan.length; k++) {
    const kernel = weights[`${k}/kernel`] as Tensor4D
    const bias = weights[`${k}/bias`] as Tensor
    const y: Tensor4D = ops.add(convolve(ops, maps, kernel, plan[k]?.dilation ?? 1), bias)
    maps = k < plan.length ? ops.relu(y) : y
  }
  return ops.reshape(maps, [-1, classes])
}

/** A dilated convolution as plain ones of the picture's phases: the engine has no gradient for dilation. */
function convolve(ops: Ops, x: Tensor4D, kernel: Tensor4D, dilation: number): Tensor4D {
  if (dilation === 1) return ops.conv2d(x, kernel, 1, 'same')
  const [count, height, width, channels] = x.shape
  const [rows, columns] = [height / dilation, width / dilation]
  const swap = (tensor: Tensor, shape: [number, number, number, number]) =>
    ops.transpose(ops.reshape(tensor, shape), [0, 2, 1, 3])
  const byRow = swap(x, [count, rows, dilation, width * channels])
  const byBoth = swap(byRow, [count * dilation, rows * columns, dilation, channels])
  const phases = ops.reshape(byBoth, [count * dilation * dilation, rows, columns, channels])
  const y = ops.conv2d(phases as Tensor4D, kernel, 1, 'same')
  const filters = y.shape[3]
  const joined = swap(y, [count * dilation, dilation, rows * columns, filters])
  const whole = swap(joined, [count, dilation, rows, width * filters])
  return ops.reshape(whole, [count, height, width, filters])
}

/** Trains on the current backend. Sides must be multiples of 4. */
export async function trainSegmenter(
  ops: Ops,
  lessons: PixelLessons,
  options: { classes: number; steps: number; onProgress: (fraction: number) => void; check: () => void },
): Promise<Segmenter> {
  const { classes, steps } = options
  let weights = freshWeights(ops, lessons.pictures.channels, classes)
  let slots: Slots = {}
  const drop = () => {
    const all = [...Object.values(weights), ...Object.values(slots).flatMap((slot) => Object.values(slot))]
    for (const tensor of all) tensor.dispose()
  }
  try {
    for (let step = 0; step < steps; step++) {
      const next = trainStep(ops, { lessons, classes, weights, slots, step })
      drop()
      ;({ weights, slots } = next)
      options.onProgress((step + 1) / steps)
      await weights['0/bias']?.data()
      await new Promise((resolve) => setTimeout(resolve, 0))
      options.check()
    }
    const read = Object.entries(weights).map(async ([name, tensor]) => {
      return [name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) }] as const
    })
    return { weights: Object.fromEntries(await Promise.all(read)) }
  } finally {
    drop()
  }
}

interface StepState {
  lessons: PixelLessons
  classes: number
  weights: Weights
  slots: Slots
  step: number
}

function trainStep(ops: Ops, state: StepState): Pick<StepState, 'weights' | 'slots'> {
  const { lessons, classes, weights, slots, step } = state
  const { count, height, width, channels, values } = lessons.pictures
  const stream = randomStream(0, step, 'segmenter lessons')
  const chosen = Array.from({ length: batch }, (_, k) => Math.floor(stream.uniform(k) * count))
  const [size, pixels] = [height * width * channels, height * width]
  const pictures = new Float32Array(batch * size)
  const labels = new Int32Array(batch * pixels)
  for (const [k, index] of chosen.entries()) {
    for (let i = 0; i < size; i++) pictures[k * size + i] = values[index * size + i] ?? 0
    labels.set(lessons.classes.subarray(index * pixels, (index + 1) * pixels), k * pixels)
  }
  const next: Pick<StepState, 'weights' | 'slots'> = { weights: {}, slots: {} }
  ops.tidy(() => {
    const x = ops.tensor4d(pictures, [batch, height, width, channels])
    const objective = () => crossEntropy(ops, forward(ops, weights, x, classes), labels)
    const { grads } = backpropagate(ops, objective, Object.values(weights))
    for (const [k, [name, weight]] of Object.entries(weights).entries()) {
      const gradient = grads[k]
      if (!gradient) throw new Error(`no gradient for ${name}`)
      const before = slots[name] ?? { mean: ops.zeros(weight.shape), square: ops.zeros(weight.shape) }
      const { rate } = optimizer
      const args = { weight, gradient, slots: before, rate, count: step + 1, params: optimizer }
      const updated = adam.update(ops, args)
      next.weights[name] = ops.keep(updated.weight)
      next.slots[name] = Object.fromEntries(
        Object.entries(updated.slots).map(([slot, tensor]) => [slot, ops.keep(tensor)]),
      )
    }
  })
  return next
}

/** The class of each pixel, picture after picture. */
export async function segmentPictures(
  ops: Ops,
  { weights }: Segmenter,
  pictures: Pictures,
  classes: number,
): Promise<Uint8Array> {
  const { count, height, width, channels, values } = pictures
  const held = Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [name, ops.tensor(weight.values, weight.shape)]),
  )
  const out = new Uint8Array(count * height * width)
  const size = height * width * channels
  for (let from = 0; from < count; from += batch) {
    const part = Math.min(batch, count - from)
    const numbers = Float32Array.from({ length: part * size }, (_, i) => values[from * size + i] ?? 0)
    const found = ops.tidy(() =>
      ops.argMax(forward(ops, held, ops.tensor4d(numbers, [part, height, width, channels]), classes), 1),
    )
    out.set(Uint8Array.from(await found.data()), from * height * width)
    found.dispose()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  for (const tensor of Object.values(held)) tensor.dispose()
  return out
}
