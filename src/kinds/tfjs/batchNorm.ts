// What batch norm is in TensorFlow.js layers: the stock layer, or a class where test batches are normalised by themselves.
import type { TfjsForm } from './types'

/** Same outputs as our layer. The stock layer's running variance is the biased one: smaller by (n − 1)/n, as its note says. */
export function batchNormForm(params: {
  epsilon: number
  momentum: number
  at_test: 'running' | 'batch'
}): TfjsForm {
  const { epsilon, momentum } = params
  const weights: Record<string, [number, number]> = { scale: [0, 0], offset: [0, 1] }
  const starts = { scale: 'gammaInitializer', offset: 'betaInitializer' }
  if (params.at_test === 'batch') {
    return { kind: 'class', className: 'BatchOnlyNorm', source, config: { epsilon }, weights, starts }
  }
  return {
    kind: 'stock',
    layers: [{ name: 'batchNormalization', config: { momentum, epsilon } }],
    weights: { ...weights, mean: [0, 2], variance: [0, 3] },
    starts,
    note: 'The running variance of tf.layers is the biased one; Ganvas and PyTorch multiply by n / (n - 1).',
  }
}

const source = `class BatchOnlyNorm extends tf.layers.Layer {
  static className = 'BatchOnlyNorm'
  private scale!: tf.LayerVariable
  private offset!: tf.LayerVariable

  constructor(
    private readonly config: {
      epsilon: number
      name?: string
      gammaInitializer?: ReturnType<typeof tf.initializers.ones>
      betaInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const channels = [inputShape[inputShape.length - 1] as number]
    const { gammaInitializer, betaInitializer } = this.config
    this.scale = this.addWeight('scale', channels, 'float32', gammaInitializer ?? tf.initializers.ones())
    this.offset = this.addWeight('offset', channels, 'float32', betaInitializer ?? tf.initializers.zeros())
    this.built = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const axes = x.shape.slice(0, -1).map((_, axis) => axis)
      const centred = tf.sub(x, tf.mean(x, axes))
      const variance = tf.mean(tf.square(centred), axes)
      const factor = tf.mul(this.scale.read(), tf.rsqrt(tf.add(variance, this.config.epsilon)))
      return tf.add(tf.mul(centred, factor), this.offset.read())
    })
  }
}`
