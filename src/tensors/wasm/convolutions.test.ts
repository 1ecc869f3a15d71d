// Convolutions and both their gradients on wasm equal the cpu backend's own kernels, over strides, kernels, paddings and odd sizes.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, test } from 'vitest'
import { randomStream } from '../../lib/random'
import { installOps } from '../ops'

beforeAll(async () => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  installOps(tf)
  await tf.setBackend('wasm')
})

interface Case {
  shape: [number, number, number, number]
  kernel: [number, number]
  filters: number
  strides: [number, number]
  pad: 'same' | 'valid' | number
}

function numbers(count: number, name: string): Float32Array {
  const stream = randomStream(1, 0, name)
  return Float32Array.from({ length: count }, (_, index) => stream.normal(index))
}

/** A convolution's output and both gradients on one backend. */
async function convolveOn(
  backend: string,
  { shape, kernel, filters, strides, pad }: Case,
): Promise<Float32Array[]> {
  await tf.setBackend(backend)
  const filterShape: [number, number, number, number] = [...kernel, shape[3], filters]
  const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad)
  const results = tf.tidy(() => {
    const x = tf.tensor4d(
      numbers(
        info.inShape.reduce((a, b) => a * b),
        'x',
      ),
      shape,
    )
    const filter = tf.tensor4d(
      numbers(
        filterShape.reduce((a, b) => a * b),
        'filter',
      ),
      filterShape,
    )
    const dy = tf.tensor4d(
      numbers(
        info.outShape.reduce((a, b) => a * b),
        'dy',
      ),
      info.outShape,
    )
    const settings = { strides, pad, dataFormat: 'NHWC' }
    const run = (name: string, inputs: Record<string, tf.Tensor>, more: Record<string, number[]>) =>
      tf.engine().runKernel(name, inputs, { ...settings, ...more }) as unknown as tf.Tensor
    return [
      tf.conv2d(x, filter, strides, pad),
      run('Conv2DBackpropFilter', { x, dy }, { filterShape }),
      run('Conv2DBackpropInput', { dy, filter }, { inputShape: shape }),
    ]
  })
  const values = await Promise.all(results.map(async (tensor) => (await tensor.data()) as Float32Array))
  tf.dispose(results)
  return values
}

/** Largest difference over largest number. */
function relativeError(a: Float32Array, b: Float32Array): number {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0) / largest
}

function randomCase(index: number): Case {
  const stream = randomStream(7, index, 'case')
  const pick = (at: number, low: number, high: number) =>
    low + Math.floor(stream.uniform(at) * (high - low + 1))
  const kernel: [number, number] = [pick(0, 1, 5), pick(1, 1, 5)]
  const strides: [number, number] = [pick(2, 1, 5), pick(3, 1, 5)]
  const least = Math.max(...kernel)
  // Sizes that neither the stride nor the blocks of the kernels divide.
  const shape: Case['shape'] = [pick(4, 2, 5), least + pick(5, 0, 14), least + pick(6, 0, 14), pick(7, 1, 24)]
  const filters = pick(10, 1, 40)
  const pad = (['same', 'valid', pick(8, 0, 3)] as const)[pick(9, 0, 2)] ?? 'same'
  if (typeof pad === 'string') return { shape, kernel, filters, strides, pad }
  // tfjs reads a numeric padding with the first side's kernel and stride for both.
  return { shape, kernel: [kernel[0], kernel[0]], filters, strides: [strides[0], strides[0]], pad }
}

test('output and both gradients agree with the cpu backend over 60 random convolutions', async () => {
  const worst = [0, 0, 0]
  for (let index = 0; index < 60; index++) {
    const one = randomCase(index)
    const [fast, right] = [await convolveOn('wasm', one), await convolveOn('cpu', one)]
    right.forEach((values, at) => {
      const error = relativeError(values, fast[at]!)
      expect(error, `${['output', 'filter', 'input'][at]} of ${JSON.stringify(one)}`).toBeLessThan(2e-5)
      worst[at] = Math.max(worst[at]!, error)
    })
  }
  // Three different ways of adding up never give the same bits: else nothing was compared.
  expect(Math.min(...worst)).toBeGreaterThan(0)
})

test('no tensor survives', async () => {
  const before = tf.memory().numTensors
  await convolveOn('wasm', {
    shape: [4, 14, 14, 32],
    kernel: [4, 4],
    filters: 64,
    strides: [2, 2],
    pad: 'same',
  })
  expect(tf.memory().numTensors).toBe(before)
})
