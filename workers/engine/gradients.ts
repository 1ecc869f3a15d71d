// Gradients that tfjs gets wrong, slow or not at all, registered anew: right to the second order for what our kinds reach.
import type * as tf from '@tensorflow/tfjs-core'

type Core = typeof tf
type Attributes = Record<string, unknown>

/**
 * Puts better gradients in the place of stock ones, for every backend. Forms follow reference code that was checked against
 * finite differences (tfjs 4.22). Registering twice is harmless.
 */
export function repairGradients(core: Core): void {
  const put = (kernelName: string, inputsToSave: string[], gradFunc: tf.GradConfig['gradFunc']) =>
    core.registerGradient({ kernelName, inputsToSave, outputsToSave: [], gradFunc })
  const one = (tensor: tf.Tensor | tf.Tensor[]) => tensor as tf.Tensor
  putSaturating(core, put)

  // Stock leakyRelu has no second derivative (its gradient is a kernel without one), and `step` is one launch, not three.
  put('LeakyRelu', ['x'], (dy, [x], attributes) => {
    const slope = (attributes as Attributes).alpha as number
    return { x: () => core.mul(one(dy), core.step(x!, slope)) }
  })

  // Stock builds ones(x.shape) in JavaScript and uploads it: the size of the activation, at every call. `fill` is a kernel.
  put('Sum', ['x'], (dy, [x], { axis } = {}) => ({ x: () => spread(core, one(dy), x!, axis as number[], 1) }))
  put('Mean', ['x'], (dy, [x], { axis } = {}) => {
    const axes = core.util.parseAxisParam(axis as number[], x!.shape)
    const count = axes.reduce((product, at) => product * (x!.shape[at] ?? 1), 1)
    return { x: () => spread(core, one(dy), x!, axes, 1 / count) }
  })

  // Stock has none: needed only where a derivative by weights is differentiated by them again. It is bilinear.
  put('Conv2DBackpropFilter', ['x', 'dy'], (ddw, [x, dy], attributes) => {
    const { strides, pad, dataFormat, dimRoundingMode } =
      attributes as unknown as tf.Conv2DBackpropFilterAttrs
    const inputShape = x!.shape as [number, number, number, number]
    const input = { dy: dy!, filter: one(ddw) }
    const settings = { strides, pad, dataFormat, dimRoundingMode, inputShape }
    const filter = one(ddw) as tf.Tensor4D
    return {
      x: () => core.engine().runKernel('Conv2DBackpropInput', input, settings as unknown as tf.NamedAttrMap),
      dy: () => core.conv2d(x as tf.Tensor4D, filter, strides, pad, dataFormat, 1, dimRoundingMode),
    }
  })
  putBatchNorm(core, put)
}

type Put = (kernelName: string, inputsToSave: string[], gradFunc: tf.GradConfig['gradFunc']) => void

/**
 * Stock gradients of these save the kernel's *output*, and tfjs 4.22 then loses the second derivative without an error: the tape
 * holds the saved clone before the kernel's own node (tensorflow/tfjs#3252). From the input they are right at any order, for
 * one more launch; softplus stays right because its derivative is this sigmoid.
 */
function putSaturating(core: Core, put: Put): void {
  put('Tanh', ['x'], (dy, [x]) => ({
    x: () => core.mul(dy as tf.Tensor, core.sub(1, core.square(core.tanh(x!)))),
  }))
  put('Sigmoid', ['x'], (dy, [x]) => ({
    x: () => {
      const y = core.sigmoid(x!)
      return core.mul(dy as tf.Tensor, core.mul(y, core.sub(1, y)))
    },
  }))
}

/** Stock tiles the statistics to the size of x and throws without scale; broadcasting needs neither. */
function putBatchNorm(core: Core, put: Put): void {
  put(
    'FusedBatchNorm',
    ['x', 'mean', 'variance', 'scale'],
    (upstream, [x, mean, variance, scale], attributes) => {
      const dy = upstream as tf.Tensor
      if (mean!.rank !== 1) throw new Error('batch norm is differentiated for statistics per channel only')
      const axes = x!.shape.slice(0, -1).map((_, axis) => axis)
      const inverse = core.rsqrt(core.add(variance!, (attributes as Attributes).varianceEpsilon as number))
      const factor = core.mul(scale!, inverse)
      const centredSum = () => core.sum(core.mul(dy, core.sub(x!, mean!)), axes)
      return {
        x: () => core.mul(dy, factor),
        mean: () => core.neg(core.mul(factor, core.sum(dy, axes))),
        variance: () => core.mul(core.mul(core.mul(factor, core.square(inverse)), -0.5), centredSum()),
        scale: () => core.mul(inverse, centredSum()),
        offset: () => core.sum(dy, axes),
      }
    },
  )
}

/** dy · factor, repeated along the reduced axes until it has the shape of x. */
function spread(core: Core, dy: tf.Tensor, x: tf.Tensor, axis: number[], factor: number): tf.Tensor {
  const axes = core.util.parseAxisParam(axis, x.shape)
  const kept = x.shape.map((side, at) => (axes.includes(at) ? 1 : side))
  return core.mul(core.reshape(dy, kept), core.fill(x.shape, factor))
}
