// Layers on pictures against plain loops and figures worked out by hand, in PyTorch's conventions; and spectral norm.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { take } from './take'
import { defaultParams, layers } from '../../kinds/registry'
import type { Kind, Ops } from '../../kinds/types'
import { installOps } from '../../tensors/ops'
import { applyKind, tensorsOf, type Filled, type Slot } from './gradientCheck'

let ops: Ops

beforeAll(async () => {
  ops = installOps(tf)
  await tf.setBackend('cpu')
})

const kind = (id: string): Kind => take(layers, id)
const all = (id: string, params: Record<string, unknown>) => ({
  params: { ...defaultParams(kind(id)), ...params },
})

function slot(shape: number[], values: number[]): Slot {
  return { shape, values: Float32Array.from(values) }
}

function run(id: string, params: Record<string, unknown>, parts: Partial<Filled>, train = true) {
  const filled = { inputs: {}, weights: {}, state: {}, ...parts }
  const { outputs, state } = applyKind(ops, kind(id), all(id, params), tensorsOf(ops, filled), train)
  return { values: [...take(outputs, 'out').dataSync()], shape: take(outputs, 'out').shape, state }
}

const count = (length: number) => Array.from({ length }, (_, at) => at + 1)

test('pixel_shuffle lays channel c·r² + i·r + j at row i and column j of channel c, as PyTorch does', () => {
  const [height, width, channels, r] = [2, 3, 2, 2]
  const x = count(2 * height * width * channels * r * r)
  const { values, shape } = run('pixel_shuffle', { factor: r }, { inputs: { x: slot([2, height, width, channels * r * r], x) } }) // prettier-ignore
  expect(shape).toEqual([2, height * r, width * r, channels])
  values.forEach((value, at) => {
    const c = at % channels
    const column = Math.floor(at / channels) % (width * r)
    const row = Math.floor(at / channels / width / r) % (height * r)
    const sample = Math.floor(at / channels / width / r / height / r)
    const place = (sample * height + Math.floor(row / r)) * width + Math.floor(column / r)
    expect(value).toBe(x[place * channels * r * r + c * r * r + (row % r) * r + (column % r)])
  })
})

test('upsampling2d repeats, or blends around half-pixel centres', () => {
  const x = slot([1, 1, 3, 1], [0, 4, 8])
  expect(run('upsampling2d', {}, { inputs: { x } }).values.slice(0, 6)).toEqual([0, 0, 4, 4, 8, 8])
  const blended = run('upsampling2d', { method: 'bilinear' }, { inputs: { x } })
  expect(blended.values.slice(0, 6)).toEqual([0, 1, 3, 5, 7, 8])
})

test('reflect_pad2d mirrors without the edge, zero_pad2d and crop2d count top, bottom, left, right', () => {
  const x = slot([1, 3, 3, 1], count(9))
  const { values } = run('reflect_pad2d', { padding: 2 }, { inputs: { x } })
  expect(values.slice(0, 7)).toEqual([9, 8, 7, 8, 9, 8, 7])
  const padded = run('zero_pad2d', { top: 1, bottom: 0, left: 2, right: 0 }, { inputs: { x } })
  expect(padded.shape).toEqual([1, 4, 5, 1])
  expect(padded.values.slice(0, 10)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 3])
  const cut = run('crop2d', { top: 1, bottom: 0, left: 0, right: 2 }, { inputs: { x } })
  expect(cut.values).toEqual([4, 7])
})

test('pooling counts what lies inside the picture alone', () => {
  const x = slot([1, 3, 3, 1], count(9))
  const params = { window: 2, stride: 2, padding: 'same' }
  expect(run('average_pool2d', params, { inputs: { x } }).values).toEqual([3, 4.5, 7.5, 9])
  const negative = slot(
    [1, 3, 3, 1],
    count(9).map((value) => -value),
  )
  expect(run('max_pool2d', params, { inputs: { x: negative } }).values).toEqual([-1, -3, -7, -9])
})

/** A dense layer whose kernel has the singular values 3 and 2, both turned away from the axes. */
const turned = () => {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
  return slot([2, 2], [3 * c, 3 * s, -2 * s, 2 * c])
}

test('spectral norm divides by the largest singular value once its vector has settled', () => {
  let u = slot([2], [0.3, -1.1])
  let scale = 0
  for (let step = 0; step < 60; step++) {
    const x = slot([1, 2], [1, 0])
    const weights = { kernel: turned() }
    const { values, state } = run('dense', { units: 2, bias: false, spectral_norm: true }, { inputs: { x }, weights, state: { u } }) // prettier-ignore
    scale = Math.hypot(...values)
    u = slot([2], [...take(state!, 'u').dataSync()])
  }
  expect(scale).toBeCloseTo(1, 5)
  expect(u.values.map(Math.abs)[0]).toBeCloseTo(Math.cos(0.7), 5)
})

test('spectral norm moves its vector in training alone', () => {
  const u = slot([2], [0.3, -1.1])
  const parts = { inputs: { x: slot([1, 2], [1, 0]) }, weights: { kernel: turned() }, state: { u } }
  const params = { units: 2, bias: false, spectral_norm: true }
  const views = run('dense', params, parts, false)
  expect(views.values).toEqual(run('dense', params, parts).values)
  expect(run('dense', { ...params, spectral_norm: false }, { ...parts, state: {} }).state).toBeUndefined()
})

test('the gradient of spectral norm takes u and v as constants, as PyTorch does', () => {
  const [a, b, c, d] = [0.5, -1, 2, 0.7]
  const start = [0.3, -1.1]
  const unit = ([x, y]: [number, number]): [number, number] => [x / Math.hypot(x, y), y / Math.hypot(x, y)]
  const v = unit([a * start[0]! + b * start[1]!, c * start[0]! + d * start[1]!])
  const u = unit([a * v[0] + c * v[1], b * v[0] + d * v[1]])
  const sigma = v[0] * (a * u[0] + b * u[1]) + v[1] * (c * u[0] + d * u[1])
  // L = Σ K/σ with x = (1, 1): dL/dK = 1/σ − (Σ K) · v uᵀ / σ².
  const total = a + b + c + d
  const right = [v[0] * u[0], v[0] * u[1], v[1] * u[0], v[1] * u[1]].map(
    (uv) => 1 / sigma - (total * uv) / sigma ** 2,
  )
  const slope = tf.tidy(() => {
    const tensors = tensorsOf(ops, {
      inputs: { x: slot([1, 2], [1, 1]) },
      weights: {},
      state: { u: slot([2], start) },
    })
    const loss = (kernel: tf.Tensor) => {
      const params = all('dense', { units: 2, bias: false, spectral_norm: true })
      return ops.sum(
        take(applyKind(ops, kind('dense'), params, { ...tensors, weights: { kernel } }, true).outputs, 'out'),
      )
    }
    return tf
      .grad(loss)(tf.tensor2d([a, b, c, d], [2, 2]))
      .dataSync()
  })
  right.forEach((value, at) => expect(slope[at]).toBeCloseTo(value, 4))
})

test('what does not fit is refused in words', () => {
  const refusal = (id: string, shape: number[], params: Record<string, unknown> = {}) => {
    const inputs = { x: { shape, domain: 'features' as const } }
    const result = kind(id).infer({ inputs, ...all(id, params), data: {} })
    return result.ok ? null : result.error
  }
  expect(refusal('pixel_shuffle', [4, 4, 6])).toContain('6 channels, which is no multiple of 4')
  expect(refusal('reflect_pad2d', [3, 8, 1], { padding: 3 })).toContain('must be smaller than the picture')
  expect(refusal('crop2d', [2, 8, 1])).toContain('cut off less')
  expect(refusal('tile', [4, 4, 2])).toContain('must be a vector')
  expect(refusal('max_pool2d', [2, 2, 3], { window: 3 })).toContain('3×3 window is larger')
})
