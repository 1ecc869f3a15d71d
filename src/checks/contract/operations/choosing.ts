// Activations, powers, comparisons and choices, as the contract differentiates them.
import * as tf from '@tensorflow/tfjs-core'
import type { Operation } from '../operationCheck'

const vector = { shape: [5], weight: [5] }
const matrix = { shape: [3, 4], weight: [3, 1] }
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.5)
/** The input bent by the weight, so that second derivatives by both matter. */
const bent = (x: tf.Tensor, w: tf.Tensor) => tf.add(x, tf.mul(tf.square(x), tf.mul(w, 0.1)))

export const choosingOperations: Record<string, Operation> = {
  'elu, selu': { ...vector, kinks: { at: [0] }, compute: (x, w) => tf.mul(tf.add(tf.elu(x), tf.selu(x)), w) },
  softmax: { ...vector, compute: (x, w) => tf.softmax(tf.mul(x, w)) },
  logSoftmax: { ...vector, compute: (x, w, ops) => ops.logSoftmax(tf.mul(x, w)) },
  logSumExp: { ...matrix, compute: (x, w) => tf.logSumExp(bent(x, w), 2) },
  'exp, log': { ...vector, compute: (x, w) => tf.mul(tf.exp(tf.mul(x, 0.5)), tf.log(positive(w))) },
  'expm1, log1p': { ...vector, compute: (x, w) => tf.mul(tf.expm1(w), tf.log1p(positive(x))) },
  'sin, cos, erf': {
    ...vector,
    compute: (x, w) => tf.add(tf.mul(tf.sin(x), tf.cos(w)), tf.erf(tf.mul(x, w))),
  },
  'abs, sign': {
    ...vector,
    kinks: { at: [0] },
    compute: (x, w) => tf.mul(tf.add(tf.abs(x), tf.mul(tf.sign(x), x)), w),
  },
  reciprocal: { ...vector, compute: (x, w) => tf.mul(tf.reciprocal(positive(x)), w) },
  pow: { ...vector, compute: (x, w) => tf.pow(positive(x), w) },
  'pow, a number': { ...vector, compute: (x, w) => tf.mul(tf.pow(positive(x), 1.5), w) },
  'squared difference, broadcast': { ...matrix, compute: (x, w) => tf.squaredDifference(x, w) },
  'prelu, broadcast': {
    shape: [3, 4],
    weight: [4],
    kinks: { at: [0] },
    compute: (x, w) => tf.prelu(tf.mul(x, 2), w),
  },
  'maximum, broadcast': {
    ...matrix,
    kinks: { at: [0] },
    compute: (x, w) => tf.mul(tf.maximum(bent(x, w), 0), bent(x, w)),
  },
  'minimum, both ways': { ...vector, compute: (x, w) => tf.minimum(tf.mul(x, w), tf.add(tf.square(x), 4)) },
  clip: {
    ...vector,
    kinks: { at: [-1, 1] },
    compute: (x, w) => tf.mul(tf.clipByValue(x, -1, 1), tf.mul(w, x)),
  },
  where: {
    ...matrix,
    kinks: { at: [0] },
    compute: (x, w) => tf.where(tf.greater(x, 0), tf.mul(x, w), tf.square(x)),
  },
  'where, of an intermediate': {
    ...vector,
    kinks: { at: [-1, 1] },
    compute: (x, w) => {
      const y = tf.mul(tf.square(x), w)
      return tf.where(tf.logicalOr(tf.less(x, -1), tf.logicalNot(tf.lessEqual(x, 1))), tf.mul(y, x), y)
    },
  },
  max: {
    ...matrix,
    kinks: { equal: 'numbers' },
    compute: (x, w) => tf.mul(tf.max(tf.mul(x, positive(w)), 2, true), tf.mul(tf.max(x, [1, 2], true), w)),
  },
  min: {
    ...vector,
    kinks: { equal: 'numbers' },
    compute: (x, w) => tf.mul(tf.min(x, 1, true), tf.mul(tf.square(x), w)),
  },
  gather: {
    ...vector,
    compute: (x, w) => tf.mul(x, tf.gather(tf.square(w), tf.tensor1d([4, 0, 0, 2, 4], 'int32'))),
  },
  'gather, inner axis': {
    ...matrix,
    compute: (x, w) => tf.gather(bent(x, w), tf.tensor2d([[0, 3, 3], [1, 0, 0]], [2, 3], 'int32'), 2), // prettier-ignore
  },
}
