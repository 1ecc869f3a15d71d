// A DCGAN on stock tf.layers, as its users write it: two sequential models, two Adams, one `minimize` a step.
import type * as tf from '@tensorflow/tfjs'
import type { BuildGame } from './game'
import { layersOf, pictureGenerator, samples, weightsOf, widestOf } from './layers'

/** Halves down to 7×7 or 4×4 features, with `filters` channels next to the picture. */
export const convolutional: BuildGame = (core, settings) => {
  const { side, channels, filters, latent, batch } = settings
  const { dense, convolution, norm, leaky } = layersOf(core)
  const generator = pictureGenerator(core, settings)
  const discriminator = core.sequential()
  discriminator.add(convolution(filters, { inputShape: [side, side, channels] }))
  discriminator.add(leaky())
  for (let width = 2 * filters; width <= widestOf(settings); width *= 2) {
    discriminator.add(convolution(width, { useBias: false }))
    discriminator.add(norm())
    discriminator.add(leaky())
  }
  discriminator.add(core.layers.flatten())
  discriminator.add(dense(1))

  const judging = core.train.adam(0.0002, 0.5, 0.999, 1e-8)
  const making = core.train.adam(0.001, 0.5, 0.999, 1e-8)
  const score = (pictures: tf.Tensor) => discriminator.apply(pictures, { training: true }) as tf.Tensor
  const make = () => generator.apply(core.randomNormal([batch, latent]), { training: true }) as tf.Tensor
  const loss = (scores: tf.Tensor, isReal: 0 | 1) =>
    core.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(core.fill(scores.shape, isReal), scores)

  const round = () =>
    core.tidy(() => {
      const real = samples(core, [batch, side, side, channels])
      const fake = make()
      const judged = judging.minimize(
        () => core.add(loss(score(real), 1), loss(score(fake), 0)),
        true,
        weightsOf(discriminator),
      )
      const made = making.minimize(() => loss(score(make()), 1), true, weightsOf(generator))
      return [judged, made] as tf.Scalar[]
    })
  return { networks: [generator, discriminator], round }
}
