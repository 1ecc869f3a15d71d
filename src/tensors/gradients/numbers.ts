// Gradients of operations that map every number by itself, as expressions in operations that have gradients themselves.
import type * as tf from '@tensorflow/tfjs-core'
import { rectify } from '../fused'

type Core = typeof tf
/** The gradient of an operation of one input. */
export type Unary = (dy: tf.Tensor, x: tf.Tensor, attributes: Record<string, unknown>) => tf.Tensor

/**
 * From the input, never from the saved output: the tape of tfjs 4.22 holds a saved output's clone before the kernel's own node,
 * and second derivatives through it are lost without an error (tensorflow/tfjs#3252). It costs one more launch.
 */
export function activationGradients(core: Core): Record<string, Unary> {
  // 1 for positive numbers and e^x for others, without the overflow of e^x in the branch that is not taken.
  const exponentialBranch = (x: tf.Tensor, above: number, below: number) => {
    const positive = core.step(x)
    const curve = core.mul(core.sub(1, positive), core.exp(core.minimum(x, 0)))
    return core.add(core.mul(positive, above), core.mul(curve, below))
  }
  return {
    Relu: (dy, x) => rectify(core, x, dy, 0),
    Relu6: (dy, x) => core.mul(dy, core.sub(core.step(x), core.step(core.sub(x, 6)))),
    LeakyRelu: (dy, x, { alpha }) => rectify(core, x, dy, alpha as number),
    // Stock calls the kernel EluGrad, which has no gradient.
    Elu: (dy, x) => core.mul(dy, exponentialBranch(x, 1, 1)),
    Selu: (dy, x) => core.mul(dy, exponentialBranch(x, seluScale, seluScale * seluAlpha)),
    Tanh: (dy, x) => core.mul(dy, core.sub(1, core.square(core.tanh(x)))),
    Sigmoid: (dy, x) => {
      const y = core.sigmoid(x)
      return core.mul(dy, core.mul(y, core.sub(1, y)))
    },
    Softplus: (dy, x) => core.mul(dy, core.sigmoid(x)),
    Softmax: (dy, x) => {
      const y = core.softmax(x)
      return core.mul(y, core.sub(dy, core.sum(core.mul(dy, y), -1, true)))
    },
  }
}

/** The constants of arXiv:1706.02515, which tfjs-core keeps to itself. */
const seluAlpha = 1.7580993408473768 / 1.0507009873554805
const seluScale = 1.0507009873554805

/** Powers, logarithms and roots. */
export function mathGradients(core: Core): Record<string, Unary> {
  return {
    Neg: (dy) => core.neg(dy),
    Abs: (dy, x) => core.mul(dy, core.sign(x)),
    Exp: (dy, x) => core.mul(dy, core.exp(x)),
    Expm1: (dy, x) => core.mul(dy, core.exp(x)),
    Log: (dy, x) => core.div(dy, x),
    Log1p: (dy, x) => core.div(dy, core.add(x, 1)),
    Sin: (dy, x) => core.mul(dy, core.cos(x)),
    Cos: (dy, x) => core.neg(core.mul(dy, core.sin(x))),
    Erf: (dy, x) => core.mul(dy, core.mul(core.exp(core.neg(core.square(x))), 2 / Math.sqrt(Math.PI))),
    Reciprocal: (dy, x) => core.neg(core.div(dy, core.square(x))),
    Square: (dy, x) => core.mul(dy, core.mul(x, 2)),
    Sqrt: (dy, x) => core.mul(dy, core.mul(core.rsqrt(x), 0.5)),
    Rsqrt: (dy, x) => {
      const y = core.rsqrt(x)
      return core.mul(dy, core.mul(core.mul(y, core.square(y)), -0.5))
    },
  }
}
