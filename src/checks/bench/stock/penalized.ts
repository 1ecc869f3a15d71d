// WGAN-GP on stock tf.layers: a critic of five steps a round whose slope is held near 1 by a gradient inside the gradient.
import type * as tf from '@tensorflow/tfjs'
import type { BuildGame } from './game'
import { layersOf, pictureGenerator, samples, weightsOf } from './layers'

const criticSteps = 5
const penaltyWeight = 10

export const penalized: BuildGame = (core, settings) => {
  const { side, channels, filters, latent, batch } = settings
  const { dense, convolution } = layersOf(core)
  const generator = pictureGenerator(core, settings)
  const critic = core.sequential()
  critic.add(convolution(filters, { inputShape: [side, side, channels] }))
  critic.add(steepLeaky(core))
  critic.add(convolution(2 * filters))
  critic.add(steepLeaky(core))
  critic.add(core.layers.flatten())
  critic.add(dense(1))

  const judging = core.train.adam(0.0001, 0.5, 0.9, 1e-8)
  const making = core.train.adam(0.0001, 0.5, 0.9, 1e-8)
  const score = (pictures: tf.Tensor) => critic.apply(pictures, { training: true }) as tf.Tensor
  const make = () => generator.apply(core.randomNormal([batch, latent]), { training: true }) as tf.Tensor
  const mean = (x: tf.Tensor) => core.mean<tf.Scalar>(x)
  const slopesOf = core.grad((pictures: tf.Tensor) => core.sum(score(pictures)))

  const judge = () =>
    core.tidy(() => {
      const real = samples(core, [batch, side, side, channels])
      const fake = make()
      const mixed = core.add(fake, core.mul(core.randomUniform([batch, 1, 1, 1]), core.sub(real, fake)))
      const loss = (): tf.Scalar => {
        const slopes = core.reshape(slopesOf(mixed), [batch, -1])
        const lengths = core.sqrt(core.add(core.sum(core.square(slopes), 1), 1e-12))
        const penalty = mean(core.square(core.sub(lengths, 1)))
        const gap = core.sub(mean(score(fake)), mean(score(real)))
        return core.add(gap, core.mul(penaltyWeight, penalty))
      }
      return judging.minimize(loss, true, weightsOf(critic))!
    })
  const round = () => {
    const judged = Array.from({ length: criticSteps }, judge)
    const made = making.minimize(() => core.neg(mean(score(make()))), true, weightsOf(generator))!
    return [...judged, made]
  }
  return { networks: [generator, critic], round }
}

/** Leaky ReLU out of two rectifiers: stock cannot differentiate its own one twice. */
function steepLeaky(core: typeof tf): tf.layers.Layer {
  class SteepLeaky extends core.layers.Layer {
    static className = 'SteepLeaky'
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs
      return core.sub(core.relu(x), core.mul(0.2, core.relu(core.neg(x))))
    }
  }
  return new SteepLeaky({})
}
