// Losses and optimizers against closed forms, and against the figures that PyTorch's definitions give by hand.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { take } from './take'
import { defaultParams, kindOf, layers, optimizers } from '../../kinds/registry'
import type { Ops } from '../../kinds/types'
import { installOps } from '../../tensors/ops'
import { applyKind, batch, tensorsOf } from './gradientCheck'

let ops: Ops

beforeAll(async () => {
  ops = installOps(tf)
  await tf.setBackend('cpu')
})

const logits = [-40, -3, -0.5, 0, 0.2, 1.5, 60]

function lossOf(id: string, params: Record<string, unknown>, x: number[]): number {
  const kind = kindOf('value', id)!
  return tf.tidy(() => {
    const tensors = { inputs: { x: tf.tensor2d(x, [x.length, 1]) }, weights: {}, state: {} }
    const all = { params: { ...defaultParams(kind), ...params } }
    return take(applyKind(ops, kind, all, tensors, true).outputs, 'out').dataSync()[0]!
  })
}

const average = (f: (x: number) => number, x = logits) =>
  x.reduce((sum, value) => sum + f(value), 0) / x.length
/** In 64 bits, exact for the logits above. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

test.each([
  ['cross_entropy', { role: 'real' }, (x: number) => softplus(-x)],
  ['cross_entropy', { role: 'fake' }, softplus],
  ['cross_entropy', { role: 'generator' }, (x: number) => softplus(-x)],
  ['cross_entropy', { role: 'generator', form: 'minimax' }, (x: number) => -softplus(x)],
  ['cross_entropy', { role: 'real', form: 'minimax' }, (x: number) => softplus(-x)],
  ['cross_entropy', { role: 'real', smoothing: 0.1 }, (x: number) => 0.9 * softplus(-x) + 0.1 * softplus(x)],
  ['cross_entropy', { role: 'fake', smoothing: 0.1 }, softplus],
  ['least_squares', { role: 'real' }, (x: number) => 0.5 * (x - 1) ** 2],
  ['least_squares', { role: 'fake' }, (x: number) => 0.5 * x ** 2],
  ['least_squares', { role: 'generator' }, (x: number) => 0.5 * (x - 1) ** 2],
  ['hinge', { role: 'real' }, (x: number) => Math.max(0, 1 - x)],
  ['hinge', { role: 'fake' }, (x: number) => Math.max(0, 1 + x)],
  ['hinge', { role: 'generator' }, (x: number) => -x],
  ['mean', {}, (x: number) => x],
] as const)('%s %o', (id, params, closed) => {
  const right = average(closed)
  expect(Math.abs(lossOf(id, params, logits) - right)).toBeLessThan(1e-5 * (1 + Math.abs(right)))
})

test('cross-entropy neither overflows nor vanishes far out', () => {
  expect(lossOf('cross_entropy', { role: 'real' }, [-300])).toBeCloseTo(300, 3)
  expect(lossOf('cross_entropy', { role: 'fake' }, [300])).toBeCloseTo(300, 3)
  const slope = tf.tidy(() => {
    const kind = kindOf('value', 'cross_entropy')!
    const loss = (x: tf.Tensor) =>
      take(applyKind(ops, kind, { params: defaultParams(kind) }, { inputs: { x }, weights: {}, state: {} }, true).outputs, 'out') // prettier-ignore
    return tf
      .grad(loss)(tf.tensor1d([-300, 300]))
      .dataSync()
  })
  expect([...slope]).toEqual([-0.5, -0])
})

/** One number walked by an optimizer of ours and by PyTorch's definition, written out in 64 bits. */
function walk(
  id: string,
  params: Record<string, number | boolean>,
  reference: (gradients: number[]) => number[],
) {
  const kind = take(optimizers, id)
  const gradients = [0.3, -1.2, 0.05, 0.8, -0.4, 2]
  const all = { ...defaultParams(kind), ...params }
  let weight: tf.Tensor = tf.scalar(1)
  let slots = Object.fromEntries(kind.slots.map((name) => [name, tf.scalar(0) as tf.Tensor]))
  const path = gradients.map((gradient, index) => {
    const next = kind.update(ops, {
      weight,
      gradient: tf.scalar(gradient),
      slots,
      rate: 0.1,
      count: index + 1,
      params: all,
    })
    ;({ weight, slots } = next)
    return weight.dataSync()[0]!
  })
  reference(gradients).forEach((right, index) => expect(path[index]).toBeCloseTo(right, 5))
}

test('adam walks as PyTorch defines it', () => {
  walk('adam', { beta_1: 0.5, beta_2: 0.9, epsilon: 0.01 }, (gradients) => {
    let [w, m, v] = [1, 0, 0]
    return gradients.map((g, i) => {
      m = 0.5 * m + 0.5 * g
      v = 0.9 * v + 0.1 * g * g
      w -= (0.1 * (m / (1 - 0.5 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.9 ** (i + 1))) + 0.01)
      return w
    })
  })
})

test.each([0, 0.6])('rms_prop walks as PyTorch defines it, momentum %d', (momentum) => {
  walk('rms_prop', { decay: 0.8, momentum, epsilon: 0.01 }, (gradients) => {
    let [w, s, b] = [1, 0, 0]
    return gradients.map((g) => {
      s = 0.8 * s + 0.2 * g * g
      b = momentum * b + g / (Math.sqrt(s) + 0.01)
      w -= 0.1 * b
      return w
    })
  })
})

test.each([
  [0, false],
  [0.6, false],
  [0.6, true],
])('sgd walks as PyTorch defines it, momentum %d, nesterov %s', (momentum, nesterov) => {
  walk('sgd', { momentum, nesterov }, (gradients) => {
    let [w, b] = [1, 0]
    return gradients.map((g) => {
      b = momentum * b + g
      w -= 0.1 * (nesterov ? g + momentum * b : b)
      return w
    })
  })
})

test('running statistics move by a tenth towards the batch, the variance towards the unbiased one', () => {
  const kind = take(layers, 'batch_norm')
  const x = Float32Array.from([1, 2, 4, 8, 16, 5])
  const slot = (value: number) => ({ shape: [1], values: Float32Array.of(value) })
  const filled = {
    inputs: { x: { shape: [batch, 1], values: x } },
    weights: { scale: slot(1), offset: slot(0) },
    state: { mean: slot(0), variance: slot(1) },
  }
  const state = applyKind(ops, kind, { params: defaultParams(kind) }, tensorsOf(ops, filled), true).state!
  const mean = average((value) => value, [...x])
  const unbiased = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (x.length - 1)
  expect(state.mean!.dataSync()[0]).toBeCloseTo(0.1 * mean, 5)
  expect(state.variance!.dataSync()[0]).toBeCloseTo(0.9 + 0.1 * unbiased, 4)
})

test('dropout keeps its share and scales it up, in steps only', () => {
  const kind = take(layers, 'dropout')
  const filled = {
    inputs: { x: { shape: [batch, 2000], values: new Float32Array(batch * 2000).fill(1) } },
    weights: {},
    state: {},
  }
  const run = (at_test: string, train: boolean) =>
    take(applyKind(ops, kind, { params: { rate: 0.25, at_test } }, tensorsOf(ops, filled), train).outputs, 'out').dataSync() // prettier-ignore
  const kept = run('off', true)
  expect(kept.filter((value) => value > 0).length / kept.length).toBeCloseTo(0.75, 1)
  expect(kept.every((value) => value === 0 || Math.abs(value - 4 / 3) < 1e-6)).toBe(true)
  expect(run('off', false).every((value) => value === 1)).toBe(true)
  expect(run('on', false)).toEqual(kept)
})
