// Every gradient of our table, to the second order, against finite differences: also those that no kind reaches by itself.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Ops } from '../../kinds/types'
import { checkOperation } from '../../checks/contract/operationCheck'
import { kernelOperations } from '../../checks/contract/operations/kernels'
import { plainOperations } from '../../checks/contract/operations/plain'
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

  test.each(Object.entries({ ...plainOperations, ...kernelOperations }))('%s', async (name, operation) => {
    const errors = await checkOperation(ops, name, operation)
    expect(errors.used).toEqual(['w'])
    expect(errors.first).toBeLessThan(1e-4)
    expect(errors.second).toBeLessThan(1e-4)
  })

  test('what has no gradient in the table throws instead of being wrong', () => {
    const slope = (f: (x: tf.Tensor) => tf.Tensor) => () => tf.tidy(() => tf.grad(f)(tf.ones([1, 5, 5, 1])))
    expect(slope((x) => tf.cumsum(x, 1))).toThrow('gradient function not found')
    const odd = (x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 7])
    expect(slope(odd)).toThrow('for whole factors only')
    const depthwise = (x: tf.Tensor) => tf.depthwiseConv2d(x as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'same', 'NHWC', 2) // prettier-ignore
    expect(slope(depthwise)).toThrow('no gradient for dilated convolutions')
    const dilated = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'same', 'NHWC', 2)
    expect(slope(dilated)).toThrow('no gradient for dilated convolutions')
  })
})
