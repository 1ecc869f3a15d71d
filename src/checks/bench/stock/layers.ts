// The layers that every stock model here is made of, with the start of weights and the window that DCGANs use.
import type * as tf from '@tensorflow/tfjs'
import type { StockSettings } from '../games'

type Options = { inputShape?: number[]; useBias?: boolean; activation?: 'tanh' }

/** Makers of layers: 4×4 windows that halve or double, normal weights of σ 0.02. */
export function layersOf(core: typeof tf) {
  const start = () => ({ kernelInitializer: core.initializers.randomNormal({ mean: 0, stddev: 0.02 }) })
  const window = (filters: number) => ({ filters, kernelSize: 4, strides: 2, padding: 'same' as const })
  return {
    dense: (units: number, options: Options = {}) => core.layers.dense({ units, ...start(), ...options }),
    convolution: (filters: number, options: Options = {}) =>
      core.layers.conv2d({ ...window(filters), ...start(), ...options }),
    transposed: (filters: number, options: Options = {}) =>
      core.layers.conv2dTranspose({ ...window(filters), ...start(), ...options }),
    sliding: (filters: number) =>
      core.layers.conv2d({ filters, kernelSize: 4, padding: 'valid' as const, ...start() }),
    norm: () => core.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }),
    leaky: () => core.layers.leakyReLU({ alpha: 0.2 }),
  }
}

/** What an optimizer may change in a model. */
export function weightsOf(model: tf.LayersModel): tf.Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as tf.Variable)
}

/** The channels of the smallest features of a picture. */
export function widestOf({ side, filters }: StockSettings): number {
  return filters * 2 ** (Math.log2(side / smallestOf(side)) - 1)
}

const smallestOf = (side: number) => (side % 7 === 0 ? 7 : 4)

/** Noise → 7×7 or 4×4 features → doubled until it is a picture, with `filters` channels before the last doubling. */
export function pictureGenerator(core: typeof tf, settings: StockSettings): tf.Sequential {
  const { side, channels, filters, latent } = settings
  const { dense, transposed, norm } = layersOf(core)
  const [smallest, widest] = [smallestOf(side), widestOf(settings)]
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
  return generator
}

/** A batch of data from JavaScript, as a program has it that reads files. */
export function samples(core: typeof tf, shape: number[]): tf.Tensor {
  const values = new Float32Array(shape.reduce((size, side) => size * side, 1))
  for (let i = 0; i < values.length; i++) values[i] = 2 * Math.random() - 1
  return core.tensor(values, shape)
}
