// Batch normalisation with the batch's own statistics, and its gradient in closed form: a few passes over the activations, in
// which a rectifier that follows (ReLU, leaky ReLU) is applied too where the backend has the kernel.
import type * as tf from '@tensorflow/tfjs-core'
import type { FusedOps } from '../kinds/types'
import { fusedKernels, runFused } from './fused'

type Core = typeof tf
type BatchNormTrain = FusedOps['batchNormTrain']

/**
 * Builds `batchNormTrain` (see FusedOps). Under one tape it runs as one operation with a written-out gradient; under two, where
 * its gradient will itself be differentiated, as ordinary operations, whose gradients of any order are known.
 */
export function defineBatchNormTrain(core: Core): BatchNormTrain {
  const compose = composeBatchNorm(core)
  return (x, scale, offset, epsilon, slope) => {
    const nested = core.engine().state.gradientDepth > 1
    const run = (name: string, attributes: object) =>
      nested ? null : runFused(core, name, { x, scale, offset }, { epsilon, ...attributes })
    // A rectifier of slope 1 is none.
    const rectified = run(fusedKernels.normaliseRectified, { slope: slope ?? 1 })
    if (rectified !== null) return firstThree(rectified)
    const made = run(fusedKernels.normalise, {})
    const plain = made === null ? compose(x, scale, offset, epsilon) : firstThree(made)
    if (slope === undefined) return plain
    return { ...plain, y: slope === 0 ? core.relu(plain.y) : core.leakyRelu(plain.y, slope) }
  }
}

function firstThree(made: tf.Tensor | tf.Tensor[]): ReturnType<BatchNormTrain> {
  const [y, mean, variance] = made as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]
  return { y, mean, variance }
}

/** Of ordinary operations; its gradient is written out where nobody will differentiate it again. */
function composeBatchNorm(core: Core): BatchNormTrain {
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
        const dx = core.add(core.add(core.mul(dy, factor), level), core.mul(centred, along))
        return [dx, core.mul(product, inverse), shiftGradient]
      }
      return { value: core.add(core.mul(centred, factor), shift), gradFunc }
    })
    return { y: normalise(x, scale, offset), mean, variance }
  }
}

/** Registers the gradients of the kernels, of the first order: nested tapes never meet them. */
export function putBatchNormTrain(core: Core): void {
  core.registerGradient({
    kernelName: fusedKernels.normalise,
    inputsToSave: ['x', 'scale'],
    outputsToSave: [false, true, false, true],
    gradFunc: (upstream, saved) => {
      const [x, scale, centre, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dy: (upstream as tf.Tensor[])[0]!, x, scale, centre, inverse }
      return byInput(runFused(core, fusedKernels.normaliseGradient, inputs, {}))
    },
  })
  // What opens the rectifier is worked out anew from x, so that y without a rectifier is never stored.
  core.registerGradient({
    kernelName: fusedKernels.normaliseRectified,
    inputsToSave: ['x', 'scale', 'offset'],
    outputsToSave: [false, true, false, true],
    gradFunc: (upstream, saved, { slope }) => {
      const [x, scale, offset, centre, inverse] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ]
      const inputs = { dy: (upstream as tf.Tensor[])[0]!, x, scale, offset, centre, inverse }
      return byInput(runFused(core, fusedKernels.normaliseRectifiedGradient, inputs, { slope }))
    },
  })
}

function byInput(made: tf.Tensor | tf.Tensor[] | null) {
  const [x, scale, offset] = made as [tf.Tensor, tf.Tensor, tf.Tensor]
  return { x: () => x, scale: () => scale, offset: () => offset }
}
