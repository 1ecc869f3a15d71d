// Every gradient of our table, to the second order, against finite differences: also those that no kind reaches by itself.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineKind, type Ops, type WeightSpec } from '../../src/kinds/types'
import { batch, checkGradients, fill } from '../contract/gradientCheck'
import { installOps } from './ops'

let ops: Ops

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  ops = installOps(tf)
})

type Compute = (x: tf.Tensor, w: tf.Tensor) => tf.Tensor

interface Operation {
  compute: Compute
  /** Shape of x without its batch. */
  shape: number[]
  weight: number[]
}

const vector = { shape: [5], weight: [5] }
const picture = { shape: [3, 4, 2], weight: [2] }
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.5)

const operations: Record<string, Operation> = {
  'add, broadcast': { ...picture, compute: (x, w) => tf.add(x, w) },
  'sub, broadcast': { ...picture, compute: (x, w) => tf.sub(w, x) },
  'mul, broadcast': { ...picture, compute: (x, w) => tf.mul(x, w) },
  'div, both ways': { ...vector, compute: (x, w) => tf.add(tf.div(w, positive(x)), tf.div(x, positive(w))) },
  'square, sqrt, rsqrt': {
    ...vector,
    compute: (x, w) => tf.mul(tf.sqrt(positive(x)), tf.rsqrt(positive(w))),
  },
  'neg, cast, clone': { ...vector, compute: (x, w) => tf.mul(tf.neg(tf.cast(tf.clone(x), 'float32')), w) },
  'sum of leading axes': { ...picture, compute: (x, w) => tf.mul(tf.sum(x, [0, 1, 2]), w) },
  'sum of inner axes, kept': { ...picture, compute: (x, w) => tf.mul(tf.sum(tf.mul(x, w), [1, 3], true), x) },
  'mean of an axis': { ...picture, compute: (x, w) => tf.mul(tf.mean(x, 1), w) },
  'mean of all': { ...vector, compute: (x, w) => tf.mul(tf.mean(tf.square(x)), w) },
  'transpose, reshape': {
    ...picture,
    compute: (x, w) => tf.reshape(tf.transpose(tf.mul(x, w), [2, 0, 3, 1]), [-1, 3]),
  },
  slice: { ...picture, compute: (x, w) => tf.slice(tf.mul(x, w), [1, 0, 1, 0], [2, -1, 3, 1]) },
  pad: { ...vector, compute: (x, w) => tf.pad(tf.mul(x, w), [[1, 0], [2, 3]]) }, // prettier-ignore
  concat: { ...vector, compute: (x, w) => tf.concat([x, tf.mul(x, w), x], 0) },
  'concat, last axis': { ...picture, compute: (x, w) => tf.concat([tf.mul(x, w), tf.square(x)], -1) },
  matMul: { shape: [5], weight: [5, 3], compute: (x, w) => tf.matMul(x, w) },
  'matMul, first turned': { shape: [5], weight: [batch, 3], compute: (x, w) => tf.matMul(x, w, true) },
  'matMul, second turned': { shape: [5], weight: [3, 5], compute: (x, w) => tf.matMul(x, w, false, true) },
  'matMul, both turned': { shape: [5], weight: [3, batch], compute: (x, w) => tf.matMul(x, w, true, true) },
  'matMul of batches': { shape: [4, 5], weight: [batch, 4, 3], compute: (x, w) => tf.matMul(x, w, true) },
  'leaky relu, tanh': { ...vector, compute: (x, w) => tf.mul(tf.tanh(w), tf.leakyRelu(x, 0.3)) },
  'relu, sigmoid, softplus': {
    ...vector,
    compute: (x, w) => tf.mul(tf.sigmoid(w), tf.add(tf.relu(x), tf.softplus(x))),
  },
  'filter gradient': {
    shape: [5, 5, 2],
    weight: [batch, 3, 3, 4],
    compute: (x, dy) =>
      tf
        .engine()
        .runKernel(
          'Conv2DBackpropFilter',
          { x, dy },
          { strides: [2, 2], pad: 'same', dataFormat: 'NHWC', filterShape: [3, 3, 2, 4] },
        ),
  },
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  test.each(Object.entries(operations))('%s', (name, { compute, shape, weight }) => {
    const weights: Record<string, WeightSpec> = { w: { shape: weight, init: { kind: 'zeros' } } }
    const kind = defineKind<Record<string, never>>({
      title: name,
      group: 'Maths',
      doc: 'Runs one operation.',
      params: z.strictObject({}),
      inputs: { x: {} },
      infer: ({ inputs }) => ({ ok: true, value: { out: inputs.x! } }),
      weights: () => weights,
      apply: (_ops, given) => ({ outputs: { out: compute(given.inputs.x!, given.weights.w!) } }),
      differentiable: 2,
    })
    const one = { params: {}, inputs: { x: { shape, domain: 'any' as const } }, outputs: {} }
    const errors = checkGradients(ops, kind, one, fill(name, kind, one), true)
    expect(errors.used).toEqual(['w'])
    expect(errors.first).toBeLessThan(5e-4)
    expect(errors.second).toBeLessThan(2e-3)
  })

  test('what has no gradient in the table throws instead of being wrong', () => {
    const slope = (f: (x: tf.Tensor) => tf.Tensor) => () => tf.tidy(() => tf.grad(f)(tf.ones([1, 5, 5, 1])))
    expect(slope((x) => tf.avgPool(x as tf.Tensor4D, 2, 1, 'same'))).toThrow('gradient function not found')
    const dilated = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'same', 'NHWC', 2)
    expect(slope(dilated)).toThrow('no gradient for dilated convolutions')
  })
})
