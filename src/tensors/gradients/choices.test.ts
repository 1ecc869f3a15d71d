// Gradients of activations, powers, comparisons and choices, to the second order, against finite differences.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ops } from '../../kinds/types'
import { checkOperation } from '../../checks/contract/operationCheck'
import { choosingOperations } from '../../checks/contract/operations/choosing'
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

  test.each(Object.entries(choosingOperations))('%s', async (name, operation) => {
    const errors = await checkOperation(ops, name, operation)
    expect(errors.used).toEqual(['w'])
    expect(errors.first).toBeLessThan(1e-4)
    expect(errors.second).toBeLessThan(1e-4)
  })

  test('several that are largest share the slope', () => {
    const slope = tf.tidy(() =>
      tf
        .grad((x) => tf.max(x))(tf.tensor1d([2, 1, 2, 0]))
        .dataSync(),
    )
    expect([...slope]).toEqual([0.5, 0, 0.5, 0])
  })

  test('segments add up, and rows that no segment names stay 0', async () => {
    const sums = tf.tidy(() =>
      tf.unsortedSegmentSum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor1d([2, 0, 2], 'int32'), 4),
    )
    expect(await sums.array()).toEqual([[3, 4], [0, 0], [6, 8], [0, 0]]) // prettier-ignore
    sums.dispose()
  })
})
