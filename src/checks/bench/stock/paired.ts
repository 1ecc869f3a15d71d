// Pix2Pix on stock tf.layers: a U-Net that paints, and a discriminator that sees sketch and painting together.
import type * as tf from '@tensorflow/tfjs'
import type { StockSettings } from '../games'
import type { BuildGame } from './game'
import { layersOf, samples, weightsOf } from './layers'

export const paired: BuildGame = (core, settings) => {
  const { side, channels, batch } = settings
  const generator = buildUNet(core, settings)
  const discriminator = buildDiscriminator(core, settings)
  const judging = core.train.adam(0.0002, 0.5, 0.999, 1e-8)
  const making = core.train.adam(0.0002, 0.5, 0.999, 1e-8)
  const score = (sketch: tf.Tensor, painting: tf.Tensor) =>
    discriminator.apply([sketch, painting], { training: true }) as tf.Tensor
  const paint = (sketch: tf.Tensor) => generator.apply(sketch, { training: true }) as tf.Tensor
  const loss = (scores: tf.Tensor, isReal: 0 | 1) =>
    core.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(core.fill(scores.shape, isReal), scores)

  const round = () =>
    core.tidy(() => {
      const [sketch, photo] = [0, 1].map(() => samples(core, [batch, side, side, channels]))
      const fake = paint(sketch!)
      const judged = judging.minimize(
        () => core.mul(0.5, core.add(loss(score(sketch!, photo!), 1), loss(score(sketch!, fake), 0))),
        true,
        weightsOf(discriminator),
      )
      const [nextSketch, nextPhoto] = [0, 1].map(() => samples(core, [batch, side, side, channels]))
      const made = making.minimize(
        () => {
          const painting = paint(nextSketch!)
          const apart = core.mean(core.abs(core.sub(painting, nextPhoto!)))
          return core.add(loss(score(nextSketch!, painting), 1), core.mul(100, apart))
        },
        true,
        weightsOf(generator),
      )
      return [judged, made] as tf.Scalar[]
    })
  return { networks: [generator, discriminator], round }
}

/** Five halvings and five doublings with a bridge between pictures of one size. */
function buildUNet(core: typeof tf, { side, channels, filters }: StockSettings): tf.LayersModel {
  const { convolution, transposed, norm, leaky } = layersOf(core)
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor
  const rectify = (x: tf.SymbolicTensor) => apply(core.layers.reLU(), x)
  const sketch = core.input({ shape: [side, side, channels] })
  const bridges = [apply(convolution(filters), sketch)]
  for (const width of [2, 4, 4].map((times) => times * filters)) {
    const halved = apply(convolution(width, { useBias: false }), apply(leaky(), bridges.at(-1)!))
    bridges.push(apply(norm(), halved))
  }
  const deepest = apply(convolution(4 * filters, { useBias: false }), apply(leaky(), bridges.at(-1)!))
  let x = deepest
  for (const [at, times] of [4, 4, 2, 1].entries()) {
    x = apply(norm(), apply(transposed(times * filters, { useBias: false }), rectify(x)))
    if (at < 2) x = apply(core.layers.dropout({ rate: 0.5 }), x)
    x = apply(core.layers.concatenate(), [x, bridges.at(-1 - at)!])
  }
  const painting = apply(transposed(channels, { activation: 'tanh' }), rectify(x))
  return core.model({ inputs: sketch, outputs: painting })
}

/** Scores patches: two halvings, then two convolutions of stride 1 with a margin of one pixel. */
function buildDiscriminator(core: typeof tf, { side, channels, filters }: StockSettings): tf.LayersModel {
  const { convolution, sliding, norm, leaky } = layersOf(core)
  const shape = [side, side, channels]
  const inputs = [core.input({ shape }), core.input({ shape })]
  const chain = [
    core.layers.concatenate(),
    ...[convolution(filters), leaky()],
    ...[convolution(2 * filters), norm(), leaky()],
    ...[core.layers.zeroPadding2d(), sliding(4 * filters), norm(), leaky()],
    ...[core.layers.zeroPadding2d(), sliding(1)],
  ]
  const apply = (x: tf.SymbolicTensor | tf.SymbolicTensor[], layer: tf.layers.Layer) =>
    layer.apply(x) as tf.SymbolicTensor
  const [first, ...rest] = chain
  const outputs = rest.reduce<tf.SymbolicTensor>(apply, apply(inputs, first!))
  return core.model({ inputs, outputs })
}
