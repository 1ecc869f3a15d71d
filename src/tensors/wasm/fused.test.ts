// Our fused operations on wasm give what the ordinary operations that they stand for give on the cpu backend.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, test } from 'vitest'
import { randomStream } from '../../lib/random'
import type { Ops } from '../../kinds/types'
import { rectify } from '../fused'
import { installOps } from '../ops'

let ops: Ops

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  ops = installOps(tf)
})

function tensor(name: string, ...shape: number[]): tf.Tensor {
  const stream = randomStream(1, 0, name)
  const size = shape.reduce((product, side) => product * side, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, (_, index) => stream.normal(index)),
    shape,
  )
}

/** What each backend makes of the same operations; no tensor but the results may stay. */
async function onBoth(compute: () => tf.Tensor[]): Promise<[Float32Array[], Float32Array[]]> {
  const run = async (backend: string) => {
    await tf.setBackend(backend)
    const before = tf.memory().numTensors
    const results = tf.tidy(compute)
    expect(tf.memory().numTensors).toBe(before + results.length)
    const values = await Promise.all(results.map(async (result) => (await result.data()) as Float32Array))
    tf.dispose(results)
    return values
  }
  return [await run('wasm'), await run('cpu')]
}

function expectClose([ours, right]: [Float32Array[], Float32Array[]], tolerance: number): void {
  right.forEach((values, index) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const error = values.reduce((most, value, at) => Math.max(most, Math.abs(ours[index]![at]! - value)), 0)
    expect(ours[index]!.length).toBe(values.length)
    expect(error / largest).toBeLessThan(tolerance)
  })
}

test.each([1, 3, 4, 7, 1001])('Adam on %i weights', async (size) => {
  const compute = () => {
    const call = { weight: tensor('w', size), gradient: tensor('g', size), mean: tensor('m', size) }
    const square = tf.square(tensor('s', size))
    const { weight, mean, square: next } = ops.adamStep({ ...call, square, beta_1: 0.5, beta_2: 0.99, rate: 0.01, epsilon: 1e-6 }) // prettier-ignore
    return [tf.sub(weight, call.weight), mean, next]
  }
  expectClose(await onBoth(compute), 1e-4)
})

test.each([1, 4, 6, 103])('a rectifier of %i numbers', async (size) => {
  expectClose(await onBoth(() => [rectify(tf, tensor('x', size), tensor('v', size), 0.2)]), 1e-6)
})

test('a rectifier is flat in what opens it, and its derivative is a rectifier', async () => {
  const compute = () => {
    const [x, values] = [tensor('x', 37), tensor('v', 37)]
    const slope = (of: tf.Tensor) =>
      tf.grad((v: tf.Tensor) => tf.sum(tf.square(rectify(tf, of, v, 0.3))))(values)
    const mixed = tf.grad((of: tf.Tensor) => tf.sum(tf.mul(of, rectify(tf, of, values, 0.3))))(x)
    return [slope(x), mixed]
  }
  expectClose(await onBoth(compute), 1e-6)
})

test.each([
  [[5, 3], 'few rows, odd channels'],
  [[4, 7, 9, 12], 'pictures'],
  [[3, 130, 22], 'more rows than a part has'],
])('batch norm of %j: %s', async (shape) => {
  const channels = shape.at(-1)!
  const compute = () => {
    const [x, scale, offset] = [tensor('x', ...shape), tensor('s', channels), tensor('o', channels)]
    const dy = tensor('dy', ...shape)
    const norm = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) =>
      ops.batchNormTrain(x, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-3)
    const { y, mean, variance } = norm(tf.add(x, 2), scale, offset)
    const gradients = tf.grads((...call: tf.Tensor[]) => {
      const [x, scale, offset] = call as [tf.Tensor, tf.Tensor, tf.Tensor]
      return norm(x, scale, offset).y
    })([x, scale, offset], dy)
    return [y, mean, variance, ...gradients]
  }
  expectClose(await onBoth(compute), 1e-5)
})

test.each([
  [[5, 7], 1, 'samples that are rows'],
  [[3, 5, 6, 12], 12, 'channels by themselves'],
  [[2, 9, 9, 12], 3, 'groups of channels'],
  [[3, 130, 22], 1, 'more rows than a part has'],
])('standardised %j in %i groups: %s', async (shape, groups) => {
  const compute = () => {
    const [x, dy] = [tf.add(tensor('x', ...shape), 2), tensor('dy', ...shape)]
    const run = (x: tf.Tensor) => ops.standardise(x, groups, 1e-3)
    return [run(x), tf.grad(run)(x, dy)]
  }
  expectClose(await onBoth(compute), 1e-5)
})
