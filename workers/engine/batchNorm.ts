// Batch normalisation with the batch's own statistics, and its gradient in closed form: a few passes over the activations.
import type * as tf from '@tensorflow/tfjs-core'
import type { FusedOps } from '../../src/kinds/types'
import { fusedKernels, runFused } from './fused'

type Core = typeof tf

/**
 * Builds `batchNormTrain` (see FusedOps). Under one tape it runs as one operation with a written-out gradient; under two, where
 * its gradient will itself be differentiated, as ordinary operations, whose gradients of any order are known.
 */
export function defineBatchNormTrain(core: Core): FusedOps['batchNormTrain'] {
  return (x, scale, offset, epsilon) => {
    const nested = core.engine().state.gradientDepth > 1
    const made = nested ? null : runFused(core, fusedKernels.normalise, { x, scale, offset }, { epsilon })
    if (made !== null) {
      const [y, mean, variance] = made as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]
      return { y, mean, variance }
    }
    const axes = x.shape.slice(0, -1).map((_, axis) => axis)
    const count = x.size / scale.size
    const meanOf = (tensor: tf.Tensor) => core.mul<tf.Tensor1D>(core.sum(tensor, axes), 1 / count)
    const mean = meanOf(x)
    const centred = core.sub(x, mean)
    const variance = meanOf(core.square(centred))
    const inverse = core.rsqrt(core.add(variance, epsilon))
    if (nested) {
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
        const dx = core.add(core.add(core.mul(dy, factor), level), core.mul(centred, along))
        return [dx, core.mul(product, inverse), shiftGradient]
      }
      return { value: core.add(core.mul(centred, factor), shift), gradFunc }
    })
    return { y: normalise(x, scale, offset), mean, variance }
  }
}

/** Registers the gradient of the kernel, of the first order: nested tapes never meet it. */
export function putBatchNormTrain(core: Core): void {
  core.registerGradient({
    kernelName: fusedKernels.normalise,
    inputsToSave: ['x', 'scale'],
    outputsToSave: [false, true, false, true],
    gradFunc: (upstream, saved) => {
      const [x, scale, centre, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dy: (upstream as tf.Tensor[])[0]!, x, scale, centre, inverse }
      const made = runFused(core, fusedKernels.normaliseGradient, inputs, {}) as tf.Tensor[]
      return { x: () => made[0]!, scale: () => made[1]!, offset: () => made[2]! }
    },
  })
}
