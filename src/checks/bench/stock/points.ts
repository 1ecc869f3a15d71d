// A GAN of dense layers on stock tf.layers, for points in the plane: next to no arithmetic, so it shows what a step itself costs.
import type * as tf from '@tensorflow/tfjs'
import { layersOf, samples, weightsOf } from './layers'
import type { BuildGame } from './game'

export const points: BuildGame = (core, { filters, latent, batch }) => {
  const { dense, leaky } = layersOf(core)
  const chain = (inputs: number, outputs: number) => {
    const model = core.sequential()
    for (let layer = 0; layer < 3; layer++) {
      model.add(dense(filters, layer === 0 ? { inputShape: [inputs] } : {}))
      model.add(leaky())
    }
    model.add(dense(outputs))
    return model
  }
  const [generator, discriminator] = [chain(latent, 2), chain(2, 1)]
  const judging = core.train.adam(0.001, 0.5, 0.999, 1e-8)
  const making = core.train.adam(0.001, 0.5, 0.999, 1e-8)
  const score = (places: tf.Tensor) => discriminator.apply(places, { training: true }) as tf.Tensor
  const make = () => generator.apply(core.randomNormal([batch, latent]), { training: true }) as tf.Tensor
  const loss = (scores: tf.Tensor, isReal: 0 | 1) =>
    core.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(core.fill(scores.shape, isReal), scores)

  const round = () =>
    core.tidy(() => {
      const real = samples(core, [batch, 2])
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
