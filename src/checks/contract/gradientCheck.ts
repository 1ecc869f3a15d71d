// Holds a kind's gradients against central differences of its own forward pass, to the second order.
import type * as tf from '@tensorflow/tfjs-core'
import type { Kind, Ops, TensorType } from '../../kinds/types'
import { drawNoise } from '../../engine/evaluate'
import { randomOps } from '../../tensors/random'
import { inDoubles } from './doubles'
import { drawer, type Case } from './randomCase'

export const batch = 6
/** Inputs stay away from kinks by more than the differences reach. */
const margin = 0.08
/** In 64 bits a central difference of this step is right to eight digits. */
const reach = 1e-4

/** One tensor that a kind reads, as plain numbers. */
export interface Slot {
  shape: number[]
  values: Float32Array
  /** Labels and tokens: nothing is differentiated by them. */
  dtype?: 'int32'
}

/** Everything that a case computes with: inputs, weights and state, filled with random numbers. */
export interface Filled {
  inputs: Record<string, Slot>
  weights: Record<string, Slot>
  state: Record<string, Slot>
}

/** Random numbers for a case; never on one of the kind's kinks, variances positive. */
export function fill(id: string, kind: Kind, { params, inputs }: Case): Filled {
  const { at: kinks = [], equal } = kind.kinks ?? {}
  const draw = drawer(5, id)
  const awayFrom = (places: readonly number[]) => {
    let value = 1.2 * draw.normal()
    while (places.some((place) => Math.abs(value - place) < margin)) value = 1.2 * draw.normal()
    return value
  }
  const slot = (shape: readonly number[], number: () => number): Slot => {
    const size = shape.reduce((product, side) => product * side, 1)
    return { shape: [...shape], values: Float32Array.from({ length: size }, number) }
  }
  const all = <Item>(record: Record<string, Item>, make: (item: Item) => Slot) =>
    Object.fromEntries(Object.entries(record).map(([name, item]) => [name, make(item)]))
  const args = { inputs, params, data: {} }
  const others: Slot[] = []
  return {
    inputs: all(inputs, ({ shape, domain, classes, vocabulary }: TensorType) => {
      if (domain !== 'label' && domain !== 'tokens') {
        const met = (index: number) => (equal === 'inputs' ? others.map(({ values }) => values[index]!) : [])
        let index = 0
        const drawn = slot([batch, ...shape], () => awayFrom([...kinks, ...met(index++)]))
        others.push(drawn)
        return equal === 'numbers' ? { ...drawn, values: spaced(drawn.values) } : drawn
      }
      return {
        ...slot([batch, ...shape], () => draw.integer(0, (classes ?? vocabulary)! - 1)),
        dtype: 'int32',
      }
    }),
    weights: all(kind.weights?.(args) ?? {}, ({ shape }) => slot(shape, () => 0.5 * draw.normal())),
    state: all(kind.state?.(args) ?? {}, ({ shape }) => slot(shape, () => 0.5 + draw.uniform())),
  }
}

/** The same order of sizes with even spaces: further apart than two differences reach, and never on a kink. */
function spaced(values: Float32Array): Float32Array {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const result = new Float32Array(values.length)
  const step = 0.06
  order.forEach((at, rank) => {
    result[at] = (rank - values.length / 2 + 0.5) * step
  })
  return result
}

/**
 * Runs a kind that `settles` until its state stands still: only there is the derivative with the state as a constant, which
 * layers with spectral norm give as PyTorch's do, the derivative of what they compute.
 */
export function settle(ops: Ops, kind: Kind, one: Case, filled: Filled): Filled {
  if (!kind.settles) return filled
  let { state } = filled
  const step = () => {
    const written = applyKind(ops, kind, one, tensorsOf(ops, { ...filled, state }), true).state ?? {}
    return Object.fromEntries(Object.entries(written).map(([name, tensor]) => [name, [...tensor.dataSync()]]))
  }
  for (let turn = 0; turn < 600; turn++) {
    const next = inDoubles(ops, () => ops.tidy(step))
    const changes = Object.entries(next).flatMap(([name, values]) =>
      values.map((value, at) => Math.abs(value - state[name]!.values[at]!)),
    )
    const slots = Object.entries(next).map(([name, values]): [string, Slot] => [
      name,
      { ...state[name]!, values: Float32Array.from(values) },
    ])
    state = Object.fromEntries(slots)
    if (Math.max(0, ...changes) < 1e-7) break
  }
  return { ...filled, state }
}

/** Runs a kind on filled slots: always the same draws. */
export function applyKind(
  ops: Ops,
  kind: Kind,
  { params, inputs: types = {} }: Pick<Case, 'params'> & Partial<Case>,
  tensors: Record<keyof Filled, Record<string, tf.Tensor>>,
  train: boolean,
): ReturnType<Kind['apply']> {
  const draw = () => ({ image: ops.zeros([batch, 4, 4, 1]), label: ops.zeros([batch], 'int32') })
  const random = randomOps(ops, { seed: 3, step: 0, path: 'contract' })
  const noise = noiseOf(ops, kind, { params }, tensors.inputs)
  return kind.apply(ops, { ...tensors, types, params, train, batch, random, noise, draw })
}

/** What the kind declares to draw: always the same numbers. */
export function noiseOf(
  ops: Ops,
  kind: Kind,
  { params }: Pick<Case, 'params'>,
  inputs: Record<string, tf.Tensor>,
): Record<string, tf.Tensor> {
  const types = Object.entries(inputs).map(([name, { shape }]): [string, TensorType] => [
    name,
    { shape: shape.slice(1), domain: 'any' },
  ])
  const declared = kind.noise?.({ inputs: Object.fromEntries(types), params, data: {} }) ?? {}
  return drawNoise(ops, declared, { seed: 3, step: 0, batch, path: 'contract' })
}

/** Makes tensors of slots. */
export function tensorsOf(ops: Ops, filled: Filled): Record<keyof Filled, Record<string, tf.Tensor>> {
  const make = (slots: Record<string, Slot>) =>
    Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, tensorOf(ops, slot)]))
  return { inputs: make(filled.inputs), weights: make(filled.weights), state: make(filled.state) }
}

/** Worst error of each order, relative to the gradient's length. */
export interface GradientErrors {
  first: number
  second: number
  /** Names of weights whose gradient is not 0. */
  used: string[]
}

/** A function of several tensors, which is weighed into one number by random weights and, where `bent`, half its square. */
interface Tried {
  run: (values: tf.Tensor[]) => tf.Tensor[]
  bent: boolean
}

/** What is tried of a case: its outputs and, where a second order is promised, the slopes of those by the inputs. */
interface Trial {
  /** Inputs and weights by name, in the order of `slots`. */
  names: (readonly ['inputs' | 'weights', string])[]
  slots: Slot[]
  outputs: Tried
  slopes: Tried | null
}

function trialOf(
  ops: Ops,
  kind: Kind,
  one: Case,
  { filled, train }: { filled: Filled; train: boolean },
): Trial {
  const quantities = Object.keys(filled.inputs).filter((name) => filled.inputs[name]!.dtype === undefined)
  const names = [
    ...quantities.map((name) => ['inputs', name] as const),
    ...Object.keys(filled.weights).map((name) => ['weights', name] as const),
  ]
  const outputs: Tried = {
    bent: true,
    run: (values) => {
      const tensors = tensorsOf(ops, filled)
      names.forEach(([part, name], index) => (tensors[part][name] = values[index]!))
      return Object.values(applyKind(ops, kind, one, tensors, train).outputs)
    },
  }
  const inputCount = quantities.length
  const slopes: Tried = {
    bent: false,
    run: (values) =>
      ops.grads((...inputs: tf.Tensor[]) => weighed(ops, outputs, [...inputs, ...values.slice(inputCount)]))(
        values.slice(0, inputCount),
      ),
  }
  const slots = names.map(([part, name]) => filled[part][name]!)
  return { names, slots, outputs, slopes: kind.differentiable < 2 || inputCount === 0 ? null : slopes }
}

/**
 * The tried number is Σ r·y + ½ Σ y² over all outputs y, so that linear kinds too have a second derivative. Its gradient by
 * each input and weight is compared along a random direction of ±1; then the same for Σ q·(gradient by the inputs).
 */
export async function checkGradients(
  ops: Ops,
  kind: Kind,
  one: Case,
  filled: Filled,
  train: boolean,
): Promise<GradientErrors> {
  const { names, slots, outputs, slopes } = trialOf(ops, kind, one, { filled, train })
  const first = await compare(ops, outputs, slots)
  const used = names
    .filter(([part], index) => part === 'weights' && first.lengths[index]! > 0)
    .map(([, name]) => name)
  return { first: first.worst, second: slopes ? (await compare(ops, slopes, slots)).worst : 0, used }
}

/** Differentiates what `checkGradients` compares, and compares nothing: for whoever watches which operations that goes through. */
export function differentiate(
  ops: Ops,
  kind: Kind,
  one: Case,
  given: { filled: Filled; train: boolean },
): void {
  const { slots, outputs, slopes } = trialOf(ops, kind, one, given)
  for (const tried of slopes ? [outputs, slopes] : [outputs]) {
    ops.tidy(() => gradientsOf(ops, tried, slots))
  }
}

function gradientsOf(ops: Ops, tried: Tried, slots: Slot[]): tf.Tensor[] {
  const values = slots.map((slot) => tensorOf(ops, slot))
  return ops.grads((...at: tf.Tensor[]) => weighed(ops, tried, at))(values)
}

function weightsOf(size: number, index: number): Float32Array {
  const draw = drawer(9, `output ${index}`)
  return Float32Array.from({ length: size }, draw.normal)
}

/** The number in tensors, to be differentiated. */
function weighed(ops: Ops, { run, bent }: Tried, values: tf.Tensor[]): tf.Tensor {
  const parts = run(values).map((y, index) => {
    const linear = ops.sum(ops.mul(y, ops.tensor(weightsOf(y.size, index), y.shape)))
    return bent ? ops.add(linear, ops.mul(ops.sum(ops.square(y)), 0.5)) : linear
  })
  // Ties in every value on which the number does not depend: tfjs would refuse to differentiate by it.
  const tied = values.map((value) => ops.mul(ops.sum(value), 0))
  return [...parts, ...tied].reduce((a, b) => ops.add(a, b))
}

/** The number itself, summed in 64 bits: differences of it are small. */
function measured({ run, bent }: Tried, values: tf.Tensor[]): number {
  let sum = 0
  run(values).forEach((y, index) => {
    const weights = weightsOf(y.size, index)
    for (const [at, value] of y.dataSync().entries())
      sum += weights[at]! * value + (bent ? value ** 2 / 2 : 0)
  })
  return sum
}

/** Error of each gradient along one direction, and the gradients' lengths. The differences are those of the cpu in 64 bits. */
async function compare(ops: Ops, tried: Tried, slots: Slot[]): Promise<{ worst: number; lengths: number[] }> {
  const tensorsAt = (moved: number, direction: readonly number[], by: number) =>
    slots.map((slot, index) => {
      if (index !== moved) return tensorOf(ops, slot)
      const values = [...slot.values].map((value, at) => value + by * direction[at]!)
      return ops.tensor(values, slot.shape)
    })
  const slopes = ops.tidy(() => gradientsOf(ops, tried, slots))
  const gradients = await Promise.all(slopes.map(async (slope) => [...(await slope.data())]))
  ops.dispose(slopes)
  const lengths = gradients.map((gradient) => Math.hypot(...gradient))
  const errors = gradients.map((gradient, index) => {
    const draw = drawer(13, `direction ${index}`)
    const direction = Array.from(gradient, () => (draw.uniform() < 0.5 ? -1 : 1))
    const claimed = gradient.reduce((sum, part, at) => sum + part * direction[at]!, 0)
    const at = (by: number) =>
      inDoubles(ops, () => ops.tidy(() => measured(tried, tensorsAt(index, direction, by))))
    const difference = (at(reach) - at(-reach)) / (2 * reach)
    return Math.abs(difference - claimed) / (lengths[index]! + 0.1)
  })
  return { worst: Math.max(0, ...errors), lengths }
}

function tensorOf(ops: Ops, { shape, values, dtype }: Slot): tf.Tensor {
  return ops.tensor(values, shape, dtype)
}
