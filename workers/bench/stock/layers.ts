// The layers that every stock model here is made of, with the start of weights and the window that DCGANs use.
import type * as tf from '@tensorflow/tfjs'

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
    norm: () => core.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }),
    leaky: () => core.layers.leakyReLU({ alpha: 0.2 }),
  }
}

/** What an optimizer may change in a model. */
export function weightsOf(model: tf.LayersModel): tf.Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as tf.Variable)
}
