// Arithmetic, sums, shapes and products, as the contract differentiates them.
import * as tf from '@tensorflow/tfjs-core'
import { batch } from '../gradientCheck'
import type { Operation } from '../operationCheck'

const vector = { shape: [5], weight: [5] }
const picture = { shape: [3, 4, 2], weight: [2] }
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.5)

export const plainOperations: Record<string, Operation> = {
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
  'leaky relu, tanh': {
    ...vector,
    kinks: { at: [0] },
    compute: (x, w) => tf.mul(tf.tanh(w), tf.leakyRelu(x, 0.3)),
  },
  'matMul of a batch with one matrix': {
    shape: [4, 5],
    weight: [1, 5, 3],
    compute: (x, w) => tf.matMul(x, w),
  },
  'reverse, tile': { ...picture, compute: (x, w) => tf.tile(tf.mul(tf.reverse(x, [1, 3]), w), [1, 2, 1, 3]) },
  'stack, unstack': { ...picture, compute: (x, w) => tf.stack(tf.unstack(tf.mul(x, w), 1).slice(1), 2) },
  'split, expandDims, addN': {
    ...vector,
    compute: (x, w) => tf.expandDims(tf.addN([...tf.split(tf.mul(x, w), 3, 0), tf.ones([2, 5])]), 1),
  },
  'relu, sigmoid, softplus': {
    ...vector,
    kinks: { at: [0] },
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
