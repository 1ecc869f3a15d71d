// Layers whose tf.layers form is a class of our own, against closed forms, and what they refuse.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { take } from './take'
import { defaultParams, layers } from '../../kinds/registry'
import type { Ops, TensorType } from '../../kinds/types'
import { installOps } from '../../tensors/ops'
import { applyKind, tensorsOf, type Slot } from './gradientCheck'

let ops: Ops

beforeAll(async () => {
  ops = installOps(tf)
  await tf.setBackend('cpu')
})

const slot = (shape: number[], values: number[], dtype?: 'int32'): Slot => ({
  shape,
  values: Float32Array.from(values),
  ...(dtype && { dtype }),
})

function outputOf(
  id: string,
  { x, type, weights = {}, params = {} }: { x: Slot; type?: TensorType; weights?: Record<string, Slot>; params?: Record<string, unknown> }, // prettier-ignore
): number[] {
  const kind = take(layers, id)
  const one = {
    params: { ...defaultParams(kind), ...params },
    inputs: { x: type ?? { shape: x.shape.slice(1), domain: 'any' as const } },
  }
  return tf.tidy(() => {
    const tensors = tensorsOf(ops, { inputs: { x }, weights, state: {} })
    return [...take(applyKind(ops, kind, one, tensors, true).outputs, 'out').dataSync()]
  })
}

function refusal(id: string, x: TensorType, params: Record<string, unknown> = {}): string | null {
  const kind = take(layers, id)
  const result = kind.infer({ inputs: { x }, params: { ...defaultParams(kind), ...params }, data: {} })
  return result.ok ? null : result.error
}

const close = (ours: number[], right: number[]) => {
  expect(ours).toHaveLength(right.length)
  right.forEach((value, at) => expect(ours[at]).toBeCloseTo(value, 3))
}

const sentence: TensorType = { shape: [4], domain: 'tokens', vocabulary: 4 }

test('a bag of words counts words and drops padding', () => {
  const x = slot([2, 4], [3, 1, 3, 0, 2, 0, 0, 0], 'int32')
  expect(outputOf('bag_of_words', { x, type: sentence })).toEqual([1, 0, 2, 0, 1, 0])
})

test('an embedding looks rows up; padding gives zeros', () => {
  const vectors = slot([3, 2], [10, 11, 20, 21, 30, 31])
  const labels = slot([2], [2, 0], 'int32')
  const type: TensorType = { shape: [], domain: 'label', classes: 3 }
  const params = { units: 2 }
  expect(outputOf('embedding', { x: labels, type, weights: { vectors }, params })).toEqual([30, 31, 10, 11])
  const tokens = slot([1, 4], [3, 1, 0, 2], 'int32')
  const looked = outputOf('embedding', { x: tokens, type: sentence, weights: { vectors }, params })
  expect(looked).toEqual([30, 31, 10, 11, 0, 0, 20, 21])
})

/** Mean 0 and variance 1, in 64 bits. */
function standardised(values: number[]): number[] {
  const mean = values.reduce((a, b) => a + b) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return values.map((value) => (value - mean) / Math.sqrt(variance + 1e-5))
}

test('each norm takes its mean over its own part of a sample', () => {
  // One picture of 1×2 places and 4 channels.
  const x = slot([1, 1, 2, 4], [1, 5, -2, 4, 3, 0, 7, -6])
  const at = (places: number[]) => places.map((place) => x.values[place]!)
  const spread = (parts: number[][]) => {
    const right = new Array<number>(8)
    for (const part of parts) standardised(at(part)).forEach((value, index) => (right[part[index]!] = value))
    return right
  }
  const params = { affine: false }
  close(outputOf('instance_norm', { x, params }), spread([[0, 4], [1, 5], [2, 6], [3, 7]])) // prettier-ignore
  close(outputOf('layer_norm', { x, params }), spread([[0, 1, 2, 3, 4, 5, 6, 7]]))
  close(outputOf('group_norm', { x, params: { affine: false, groups: 2 } }), spread([[0, 1, 4, 5], [2, 3, 6, 7]])) // prettier-ignore
  const sizes = [1 + 25 + 4 + 16, 9 + 0 + 49 + 36].map((sum) => Math.sqrt(sum / 4))
  close(outputOf('pixel_norm', { x }), [...x.values].map((value, index) => value / sizes[index < 4 ? 0 : 1]!)) // prettier-ignore
})

test('the spread of a batch is one more channel, the same for a whole group', () => {
  // Samples 0 and 2 are compared, then 1 and 3: standard deviations (1, 3) and (0, 0), up to √10⁻⁸.
  const x = slot([4, 2], [0, 0, 5, 5, 2, 6, 5, 5])
  close(outputOf('minibatch_stddev', { x, params: { group: 2 } }), [0, 0, 2, 5, 5, 0, 2, 6, 2, 5, 5, 0])
})

test('attention without differences takes the mean of all places', () => {
  const x = slot([1, 1, 3, 1], [1, 2, 6])
  const one = slot([1, 1], [1])
  const weights = { query: slot([1, 1], [0]), key: one, value: one, result: one, gain: slot([1], [0.5]) }
  close(outputOf('self_attention', { x, weights }), [2.5, 3.5, 7.5])
})

test('what does not fit is refused in words', () => {
  const vector: TensorType = { shape: [8], domain: 'any' }
  const label: TensorType = { shape: [], domain: 'label', classes: 10 }
  expect(refusal('embedding', vector)).toContain('class labels or tokens')
  expect(refusal('bag_of_words', label)).toContain('no sentence')
  expect(refusal('instance_norm', vector)).toContain('put a reshape in front')
  expect(refusal('group_norm', vector, { groups: 3 })).toContain('8 channels cannot be split into 3')
  expect(refusal('pixel_norm', { shape: [4, 4, 1], domain: 'any' })).toContain('single channel')
  expect(refusal('gru', vector)).toContain('put an embedding')
  expect(refusal('lstm', sentence)).toContain('names, not quantities')
  expect(refusal('self_attention', { shape: [128, 128, 8], domain: 'any' })).toContain('too many')
  expect(refusal('prelu', label)).toContain('names, not quantities')
})
