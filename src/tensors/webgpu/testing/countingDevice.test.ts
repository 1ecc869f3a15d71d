// Drives the stock WebGPU backend on the counting device, with operations whose cost is plain.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createCountingDevice } from './countingDevice'
import { countRounds } from '../../../checks/bench/countRounds'

const counting = createCountingDevice()

beforeAll(async () => {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => new WebGPUBackend(counting.device, {} as GPUAdapterInfo))
  await tf.setBackend('webgpu')
})

test('every launch, upload and buffer is counted', async () => {
  counting.restart()
  const x = tf.tensor1d(new Float32Array(2000))
  const y = tf.sqrt(tf.sqrt(x))
  const numbers = await y.data()
  expect(numbers).toHaveLength(2000)
  const counts = counting.counts()
  expect(counts.dispatches).toBe(2)
  expect(counts.passes).toBe(1)
  expect(counts.submits).toBe(1)
  // x, two results, the buffer to read from, and the uniforms of two dispatches.
  expect(counts.buffersCreated).toBe(6)
  expect(counts.bytesCopied).toBe(8000)
  expect(counts.bytesUploaded).toBeGreaterThanOrEqual(8000)
  expect(counts.bytesUploaded).toBeLessThan(8200)
  expect(counts.poolBytes).toBeGreaterThanOrEqual(4 * 8000)
  expect(counts.poolBytes).toBeLessThan(4 * 8000 + 200)
})

test('a warm round is counted by itself', async () => {
  const x = tf.tensor1d(new Float32Array(2000))
  const round = async () => {
    const y = tf.square(x)
    await y.data()
    y.dispose()
  }
  const launches = await countRounds(counting, round)
  expect(launches).toMatchObject({ dispatches: 1, passes: 1, submits: 1, buffersCreated: 0 })
  expect(launches.javascript).toBeGreaterThan(0)
})
