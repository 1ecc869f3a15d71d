// detach: the same tensor, through which no gradient flows.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { take } from '../inputs'
import { defineKind } from '../types'

const params = z.strictObject({})

const constant = `/** The same tensor, through which no gradient flows. */
function constant(tensor: tf.Tensor): tf.Tensor {
  const cut = tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))
  return cut(tensor)
}`

export const detach = defineKind<z.infer<typeof params>>({
  title: 'Detach',
  group: 'Maths',
  doc: 'Passes its input on as a constant: what comes after it does not train what comes before it.',
  formula: 'y = x, dy/dx = 0',
  params,
  inputs: { x: {} },
  infer: ({ inputs }) => succeed({ out: take(inputs, 'x') }),
  apply(ops, { inputs }) {
    const constant = ops.customGrad((x) => ({
      value: ops.clone(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => ops.zerosLike(dy),
    }))
    return { outputs: { out: constant(take(inputs, 'x')) } }
  },
  expression: ({ inputs }) => `constant(${take(inputs, 'x')})`,
  functions: { constant },
  differentiable: 0,
})
