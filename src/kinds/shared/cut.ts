// The same tensor, through which no gradient flows.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../types'

/** Passes a tensor on as a constant. */
export function cut(ops: Ops, x: tf.Tensor): tf.Tensor {
  const constant = ops.customGrad((at) => ({
    value: ops.clone(at as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => ops.zerosLike(dy),
  }))
  return constant(x)
}

/** The same for exported files, under the name `constant`. */
export const constantSource = `/** The same tensor, through which no gradient flows. */
function constant(tensor: tf.Tensor): tf.Tensor {
  const cut = tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))
  return cut(tensor)
}`
