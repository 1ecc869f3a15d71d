// Operations of our own that a backend may have as one kernel, composed of ordinary ones where it has not.
import type * as tf from '@tensorflow/tfjs-core'
import type { FusedOps } from '../kinds/types'

type Core = typeof tf

/** Kernels that are ours: registered under these names, for the backends that have them. */
export const fusedKernels = {
  adam: 'AdamStep',
  rectify: 'Rectify',
  follow: 'FollowMoments',
  normalise: 'BatchNormTrain',
  normaliseGradient: 'BatchNormTrainGrad',
  normaliseRectified: 'BatchNormRectifiedTrain',
  normaliseRectifiedGradient: 'BatchNormRectifiedTrainGrad',
  standardise: 'Standardise',
  standardiseGradient: 'StandardiseGrad',
  normal: 'DrawNormal',
  uniform: 'DrawUniform',
  average: 'FollowAverage',
} as const

/** Runs one of our kernels; null where the present backend has none. */
export function runFused(
  core: Core,
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: object,
): tf.Tensor | tf.Tensor[] | null {
  if (!core.getKernel(name, core.getBackend())) return null
  return core.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap)
}

/** `values` where x is above 0, and `slope` times them elsewhere; flat in x. */
export function rectify(core: Core, x: tf.Tensor, values: tf.Tensor, slope: number): tf.Tensor {
  const rectified = runFused(core, fusedKernels.rectify, { x, values }, { slope }) as tf.Tensor | null
  // `step` in place of a comparison and a selection: one launch, and it stays on the tape.
  return rectified ?? core.mul(values, core.step(x, slope))
}

/** Registers the gradients of our kernels. */
export function putFused(core: Core): void {
  core.registerGradient({
    kernelName: fusedKernels.rectify,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { slope }) => ({
      x: () => core.zeros(x!.shape),
      values: () => rectify(core, x!, dy as tf.Tensor, slope as number),
    }),
  })
}

/** Builds `adamStep` (see FusedOps). */
export function defineAdam(core: Core): FusedOps['adamStep'] {
  return ({ weight, gradient, mean, square, ...numbers }) => {
    const { beta_1, beta_2, rate, epsilon } = numbers
    const plain = typeof rate === 'number' || typeof epsilon === 'number'
    // Numbers that a replay changes are inputs of the kernel.
    const made = plain
      ? runFused(core, fusedKernels.adam, { weight, gradient, mean, square }, numbers)
      : runFused(
          core,
          fusedKernels.adam,
          { weight, gradient, mean, square, rate, epsilon },
          { beta_1, beta_2 },
        )
    if (made !== null) {
      const [weight, mean, square] = made as [tf.Tensor, tf.Tensor, tf.Tensor]
      return { weight, mean, square }
    }
    const nextMean = core.add(core.mul(mean, beta_1), core.mul(gradient, 1 - beta_1))
    const nextSquare = core.add(core.mul(square, beta_2), core.mul(core.square(gradient), 1 - beta_2))
    const change = core.div(core.mul(nextMean, rate), core.add(core.sqrt(nextSquare), epsilon))
    return { weight: core.sub(weight, change), mean: nextMean, square: nextSquare }
  }
}

/** Builds `followMoments` (see FusedOps). */
export function defineFollow(core: Core): FusedOps['followMoments'] {
  return ({ momentum, correction, ...inputs }) => {
    const { mean, variance, batchMean, batchVariance } = inputs
    // In their order: names and places are the kernel's.
    const ordered = { mean, variance, batchMean, batchVariance }
    const made = runFused(core, fusedKernels.follow, ordered, { momentum, correction })
    if (made !== null) {
      const [mean, variance] = made as [tf.Tensor, tf.Tensor]
      return { mean, variance }
    }
    const follow = (old: tf.Tensor, now: tf.Tensor, factor: number) =>
      core.add(core.mul(old, momentum), core.mul(now, (1 - momentum) * factor))
    return { mean: follow(mean, batchMean, 1), variance: follow(variance, batchVariance, correction) }
  }
}

/** Builds `followAverage` (see FusedOps). */
export function defineFollowAverage(core: Core): FusedOps['followAverage'] {
  return ({ average, value, share }) => {
    const made = runFused(core, fusedKernels.average, { average, value }, { share })
    if (made !== null) return (made as [tf.Tensor])[0]
    return core.add(average, core.mul(core.sub(value, average), share))
  }
}
