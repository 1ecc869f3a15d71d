// Gradients of margins, pooling, resizing, shuffling and depthwise convolutions, to the second order, against finite differences.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ops } from '../../kinds/types'
import { batch } from '../../checks/contract/gradientCheck'
import { checkOperation } from '../../checks/contract/operationCheck'
import { pictureOperations } from '../../checks/contract/operations/pictures'
import { installOps } from '../ops'

let ops: Ops

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  ops = installOps(tf)
})

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  test.each(Object.entries(pictureOperations))('%s', async (name, operation) => {
    const errors = await checkOperation(ops, name, operation)
    expect(errors.used).toEqual(['w'])
    expect(errors.first).toBeLessThan(1e-4)
    expect(errors.second).toBeLessThan(1e-4)
  })
})

test.each(Object.entries(pictureOperations))(
  '%s: both backends agree',
  async (name, { compute, shape, weight }) => {
    const results: Float32Array[] = []
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend)
      const result = tf.tidy(() => {
        const numbers = (size: number, phase: number) => Float32Array.from({ length: size }, (_, at) => Math.sin(at * 1.7 + phase)) // prettier-ignore
        const x = tf.tensor(numbers(batch * tf.util.sizeFromShape(shape), 0), [batch, ...shape])
        const w = tf.tensor(numbers(tf.util.sizeFromShape(weight), 1), weight)
        return compute(x, w, ops)
      })
      results.push((await result.data()) as Float32Array)
      result.dispose()
    }
    const [right, ours] = results
    expect(ours!.length, name).toBe(right!.length)
    right!.forEach((value, at) => expect(Math.abs(ours![at]! - value)).toBeLessThan(1e-5))
  },
)
