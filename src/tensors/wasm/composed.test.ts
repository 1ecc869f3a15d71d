// The kernels that we put in place on wasm give what the cpu backend gives.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, test } from 'vitest'
import { randomStream } from '../../lib/random'
import { installOps } from '../ops'

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  installOps(tf)
})

function tensor(name: string, ...shape: number[]): tf.Tensor {
  const stream = randomStream(1, 0, name)
  const size = shape.reduce((product, side) => product * side, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, (_, index) => 3 + stream.normal(index)),
    shape,
  )
}

const cases: Record<string, () => tf.Tensor> = {
  'sum of a batch': () => tf.sum(tensor('a', 64, 37), 0),
  'sum of a batch of one': () => tf.sum(tensor('a', 1, 37), 0),
  'sum by channel': () => tf.sum(tensor('a', 16, 9, 7, 5), [0, 1, 2]),
  'sum by channel, kept': () => tf.sum(tensor('a', 16, 9, 7, 5), [2, 0, 1], true),
  'sum of two leading axes': () => tf.sum(tensor('a', 4, 1, 7, 5), [0, 1]),
  'sum of inner axes': () => tf.sum(tensor('a', 4, 3, 7), [1, 2]),
  'sum of all': () => tf.sum(tensor('a', 4, 3, 7)),
  'sum of integers': () => tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0),
  'product, first turned': () => tf.matMul(tensor('a', 9, 4), tensor('b', 9, 6), true),
  'product, second turned': () => tf.matMul(tensor('a', 4, 9), tensor('b', 6, 9), false, true),
  'product, both turned': () => tf.matMul(tensor('a', 9, 4), tensor('b', 6, 9), true, true),
  'products of a batch, turned': () => tf.matMul(tensor('a', 3, 9, 4), tensor('b', 3, 6, 9), true, true),
  'slice of a vector': () => tf.slice(tensor('a', 9), 2, 5),
  'slice of rows': () => tf.slice(tensor('a', 9, 4), [3, 0], [5, -1]),
  'slice within pictures': () => tf.slice(tensor('a', 3, 6, 7, 5), [1, 2, 3, 1], [2, 3, 2, 3]),
  'slice of whole channels': () => tf.slice(tensor('a', 3, 6, 7, 5), [0, 2, 3, 0], [-1, 3, 2, -1]),
  'slice of five axes': () => tf.slice(tensor('a', 2, 3, 4, 3, 2), [0, 1, 1, 1, 1], [2, 2, 2, 2, 1]),
  'slice of integers': () => tf.slice(tf.range(0, 12, 1, 'int32'), 3, 4),
  'slice of truths': () => tf.slice(tf.greater(tensor('a', 9, 4), 3), [1, 1], [7, 2]),
  'leaky relu': () => tf.leakyRelu(tf.sub(tensor('a', 50), 3), 0.2),
  'leaky relu at the ends': () => tf.leakyRelu(tf.tensor1d([-1e30, -0, 0, 1e30, 1e-30]), 0.2),
  'same padding, stride beyond the window': () =>
    tf.conv2d(tensor('a', 2, 30, 20, 5) as tf.Tensor4D, tensor('b', 3, 3, 5, 3) as tf.Tensor4D, 5, 'same'),
}

test.each(Object.entries(cases))('%s', async (_name, compute) => {
  const run = async (backend: string) => {
    await tf.setBackend(backend)
    const before = tf.memory().numTensors
    const result = tf.tidy(compute)
    expect(tf.memory().numTensors).toBe(before + 1)
    const { shape, dtype } = result
    const values = await result.data()
    result.dispose()
    return { shape, dtype, values }
  }
  const [ours, right] = [await run('wasm'), await run('cpu')]
  expect(ours.shape).toEqual(right.shape)
  expect(ours.dtype).toBe(right.dtype)
  right.values.forEach((value, index) => {
    expect(Math.abs(ours.values[index]! - value)).toBeLessThanOrEqual(3e-6 * Math.abs(value))
  })
})

test('products agree with the cpu backend over 40 random shapes, transpositions and batches', async () => {
  const run = async (backend: string, index: number) => {
    await tf.setBackend(backend)
    const stream = randomStream(3, index, 'product')
    const side = (at: number, most: number) => 1 + Math.floor(stream.uniform(at) * most)
    const [rows, inner, columns, batch] = [side(0, 40), side(1, 600), side(2, 40), side(3, 3)]
    const [turnA, turnB] = [side(4, 2) === 1, side(5, 2) === 1]
    const product = tf.tidy(() => {
      const a = tensor('a', batch, ...(turnA ? [inner, rows] : [rows, inner]))
      const b = tensor('b', side(6, 2) === 1 ? 1 : batch, ...(turnB ? [columns, inner] : [inner, columns]))
      return tf.matMul(a, b, turnA, turnB)
    })
    const values = await product.data()
    product.dispose()
    return values
  }
  for (let index = 0; index < 40; index++) {
    const [ours, right] = [await run('wasm', index), await run('cpu', index)]
    expect(ours.length).toBe(right.length)
    right.forEach((value, at) => {
      expect(Math.abs(ours[at]! - value), String(index)).toBeLessThanOrEqual(5e-6 * Math.abs(value))
    })
  }
})

test('a diverged weight shows: what is not finite does not become finite', async () => {
  await tf.setBackend('wasm')
  tf.tidy(() => {
    const x = tf.tensor2d([NaN, 1, 2, 3], [2, 2])
    expect(tf.leakyRelu(x, 0.2).dataSync()[0]).toBeNaN()
    const [first, second] = tf.sum(x, 0).dataSync()
    expect(first).toBeNaN()
    expect(second).toBe(4)
  })
})
