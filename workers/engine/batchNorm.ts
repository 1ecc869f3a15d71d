// Batch normalisation with the batch's own statistics, and its gradient in closed form: a few passes over the activations.
import type * as tf from '@tensorflow/tfjs-core'
import type { FusedOps } from '../../src/kinds/types'

type Core = typeof tf

/**
 * Builds `batchNormTrain` (see FusedOps). Under one tape it runs as one operation with a written-out gradient; under two, where
 * its gradient will itself be differentiated, as ordinary operations, whose gradients of any order are known.
 */
export function defineBatchNormTrain(core: Core): FusedOps['batchNormTrain'] {
  return (x, scale, offset, epsilon) => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis)
    const count = x.size / scale.size
    const meanOf = (tensor: tf.Tensor) => core.mul<tf.Tensor1D>(core.sum(tensor, axes), 1 / count)
    const mean = meanOf(x)
    const centred = core.sub(x, mean)
    const variance = meanOf(core.square(centred))
    const inverse = core.rsqrt(core.add(variance, epsilon))
    if (core.engine().state.gradientDepth > 1) {
      return { y: core.add(core.mul(centred, core.mul(scale, inverse)), offset), mean, variance }
    }
    const normalise = core.customGrad((_x, ...others) => {
      const [gain, shift, save] = others as [tf.Tensor, tf.Tensor, tf.GradSaveFunc]
      const factor = core.mul(gain, inverse)
      save([centred, inverse, factor])
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [centred, inverse, factor] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
        const shiftGradient = core.sum(dy, axes)
        const product = core.sum(core.mul(dy, centred), axes)
        // dx = factor · (dy − mean(dy) − centred · mean(dy · centred) / variance)
        const along = core.mul(core.mul(factor, core.square(inverse)), core.mul(product, -1 / count))
        const level = core.mul(core.mul(factor, shiftGradient), -1 / count)
        const dx = core.add(scaleShift(core, dy, factor, level), core.mul(centred, along))
        return [dx, core.mul(product, inverse), shiftGradient]
      }
      return { value: scaleShift(core, centred, factor, shift), gradFunc }
    })
    return { y: normalise(x, scale, offset), mean, variance }
  }
}

/** x · factor + shift by channel. Never on a tape: wasm has it as a 1×1 depthwise convolution, twice as fast as its broadcasts. */
function scaleShift(core: Core, x: tf.Tensor, factor: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  if (core.getBackend() !== 'wasm') return core.add(core.mul(x, factor), shift)
  const channels = factor.size
  const inputs = {
    x: core.reshape(x, [1, x.size / channels, 1, channels]),
    filter: core.reshape(factor, [1, 1, channels, 1]),
    bias: shift,
  }
  const settings = {
    strides: [1, 1],
    pad: 'valid',
    dataFormat: 'NHWC',
    dilations: [1, 1],
    activation: 'linear',
  }
  return core.reshape(core.engine().runKernel('FusedDepthwiseConv2D', inputs, settings), x.shape)
}
