// A DCGAN on stock tf.layers, as its users write it: two sequential models, two Adams, one `minimize` a step.
import type * as tf from '@tensorflow/tfjs'
import type { BuildGame } from './models'
import { layersOf, weightsOf } from './layers'

/** Halves and doubles between the picture and 7×7 (or 4×4) features, with `filters` channels next to the picture. */
export const convolutional: BuildGame = (core, { side, channels, filters, latent, batch }) => {
  const smallest = side % 7 === 0 ? 7 : 4
  const doublings = Math.log2(side / smallest)
  const { dense, convolution, transposed, norm, leaky } = layersOf(core)
  const widest = filters * 2 ** (doublings - 1)

  const generator = core.sequential()
  generator.add(dense(smallest * smallest * widest, { inputShape: [latent], useBias: false }))
  generator.add(core.layers.reshape({ targetShape: [smallest, smallest, widest] }))
  for (let width = widest / 2; width >= filters; width /= 2) {
    generator.add(norm())
    generator.add(core.layers.reLU())
    generator.add(transposed(width, { useBias: false }))
  }
  generator.add(norm())
  generator.add(core.layers.reLU())
  generator.add(transposed(channels, { activation: 'tanh' }))

  const discriminator = core.sequential()
  discriminator.add(convolution(filters, { inputShape: [side, side, channels] }))
  discriminator.add(leaky())
  for (let width = 2 * filters; width <= widest; width *= 2) {
    discriminator.add(convolution(width, { useBias: false }))
    discriminator.add(norm())
    discriminator.add(leaky())
  }
  discriminator.add(core.layers.flatten())
  discriminator.add(dense(1))

  const judging = core.train.adam(0.0002, 0.5, 0.999, 1e-8)
  const making = core.train.adam(0.001, 0.5, 0.999, 1e-8)
  const pixels = new Float32Array(batch * side * side * channels)
  const score = (pictures: tf.Tensor) => discriminator.apply(pictures, { training: true }) as tf.Tensor
  const make = () => generator.apply(core.randomNormal([batch, latent]), { training: true }) as tf.Tensor
  const loss = (scores: tf.Tensor, isReal: 0 | 1) =>
    core.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(core.fill(scores.shape, isReal), scores)

  const round = () =>
    core.tidy(() => {
      for (let i = 0; i < pixels.length; i++) pixels[i] = 2 * Math.random() - 1
      const real = core.tensor(pixels, [batch, side, side, channels])
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
