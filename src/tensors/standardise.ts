// What layer, group and instance norm share: groups of channels of a sample get mean 0 and variance 1, with a gradient in closed form.
import { elementCount } from '../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import type { FusedOps } from '../kinds/types'
import { fusedKernels, runFused } from './fused'

type Core = typeof tf

/**
 * Builds `standardise` (see FusedOps). Under one tape it runs as one operation where the backend has the kernel; under two, where
 * its gradient will itself be differentiated, as ordinary operations, whose gradients of any order are known.
 */
export function defineStandardise(core: Core): FusedOps['standardise'] {
  const compose = composeStandardise(core)
  return (x, groups, epsilon) => {
    const nested = core.engine().state.gradientDepth > 1
    const made = nested ? null : runFused(core, fusedKernels.standardise, { x }, { groups, epsilon })
    return made === null ? compose(x, groups, epsilon) : (made as [tf.Tensor, tf.Tensor])[0]
  }
}

function composeStandardise(core: Core): FusedOps['standardise'] {
  return (x, groups, epsilon) => {
    const { batch, places, channels } = sidesOf(x)
    // Without idle axes where a whole sample or single channels are meant: sums over one axis are the fast ones.
    const [shape, axes] =
      groups === 1
        ? [[batch, places * channels], [1]]
        : groups === channels
          ? [[batch, places, channels], [1]]
          : [
              [batch, places, groups, channels / groups],
              [1, 3],
            ]
    const parts = core.reshape(x, shape)
    const share = groups / (places * channels)
    const meanOf = (tensor: tf.Tensor) => core.mul(core.sum(tensor, axes, true), share)
    const centred = core.sub(parts, meanOf(parts))
    const variance = meanOf(core.square(centred))
    return core.reshape(core.mul(centred, core.rsqrt(core.add(variance, epsilon))), x.shape)
  }
}

/** Registers the gradient of the kernel, of the first order: nested tapes never meet it. */
export function putStandardise(core: Core): void {
  core.registerGradient({
    kernelName: fusedKernels.standardise,
    outputsToSave: [true, true],
    gradFunc: (upstream, saved, { groups }) => {
      const [y, inverse] = saved as [tf.Tensor, tf.Tensor]
      const inputs = { dy: (upstream as tf.Tensor[])[0]!, y, inverse }
      return { x: () => runFused(core, fusedKernels.standardiseGradient, inputs, { groups }) as tf.Tensor }
    },
  })
}

/** A tensor as samples of places of channels. */
export function sidesOf({ shape }: tf.TensorInfo): Record<'batch' | 'places' | 'channels', number> {
  return {
    batch: shape[0]!,
    places: elementCount(shape.slice(1, -1)),
    channels: shape.at(-1)!,
  }
}
