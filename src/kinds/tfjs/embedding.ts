// What an embedding is in TensorFlow.js layers: the stock one's gradient is missing on wasm, so a class multiplies.
import type { TfjsForm } from './types'

/** Rows looked up by a product; `padded` says that names begin at 1 and 0 gives zeros. */
export function embeddingForm(config: { names: number; units: number; padded: boolean }): TfjsForm {
  return {
    kind: 'class',
    className: 'NameEmbedding',
    source,
    config,
    weights: { vectors: [0, 0] },
    starts: { vectors: 'vectorsInitializer' },
  }
}

const source = `class NameEmbedding extends tf.layers.Layer {
  static className = 'NameEmbedding'
  private vectors!: tf.LayerVariable

  constructor(
    private readonly config: {
      names: number
      units: number
      padded: boolean
      name?: string
      vectorsInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name, dtype: 'int32' })
  }

  override build(): void {
    const { names, units, vectorsInitializer } = this.config
    const initializer = vectorsInitializer ?? tf.initializers.randomNormal({ mean: 0, stddev: 1 })
    this.vectors = this.addWeight('vectors', [names, units], 'float32', initializer)
    this.built = true
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape, this.config.units]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const { names, units, padded } = this.config
      const skipped = padded ? 1 : 0
      const flat = tf.cast(tf.reshape(x, [x.size]), 'int32')
      const rows = tf.slice(tf.cast(tf.oneHot(flat, names + skipped), 'float32'), [0, skipped])
      return tf.reshape(tf.matMul(rows, this.vectors.read()), [...x.shape, units])
    })
  }
}`
