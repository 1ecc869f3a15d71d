// Readable classes for layers on pictures that TensorFlow.js has not, or has with other numbers or a wrong gradient.

/** `BilinearUpsampling`. */
export const bilinearUpsamplingSource = `class BilinearUpsampling extends tf.layers.Layer {
  static className = 'BilinearUpsampling'

  constructor(private readonly config: { factor: number; name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape([batch, height, width, channels]: number[]): tf.Shape {
    const { factor } = this.config
    return [batch ?? null, (height ?? 0) * factor, (width ?? 0) * factor, channels ?? null]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D
    const { factor } = this.config
    return tf.image.resizeBilinear(x, [x.shape[1] * factor, x.shape[2] * factor], false, true)
  }
}`

/** `PixelShuffle`. */
export const pixelShuffleSource = `class PixelShuffle extends tf.layers.Layer {
  static className = 'PixelShuffle'

  constructor(private readonly config: { factor: number; name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape([batch, height, width, channels]: number[]): tf.Shape {
    const r = this.config.factor
    return [batch ?? null, (height ?? 0) * r, (width ?? 0) * r, (channels ?? 0) / (r * r)]
  }

  /** The channels are in PyTorch's order: channel c·r² + i·r + j becomes row i and column j of channel c. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D
      const [batch, height, width, channels] = x.shape
      const r = this.config.factor
      const c = channels / (r * r)
      const blocks = tf.transpose(tf.reshape(x, [batch * height * width, c, r * r]), [0, 2, 1])
      const rows = tf.transpose(tf.reshape(blocks, [batch * height, width, r, r * c]), [0, 2, 1, 3])
      return tf.reshape(rows, [batch, height * r, width * r, c])
    })
  }
}`

/** `ReflectPad2d`. */
export const reflectPad2dSource = `class ReflectPad2d extends tf.layers.Layer {
  static className = 'ReflectPad2d'

  constructor(private readonly config: { padding: number; name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape([batch, height, width, channels]: number[]): tf.Shape {
    const added = 2 * this.config.padding
    return [batch ?? null, (height ?? 0) + added, (width ?? 0) + added, channels ?? null]
  }

  /** Slices side by side: the gradient of tf.mirrorPad drops what the margins mirror. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D
      return [1, 2].reduce<tf.Tensor>((picture, axis) => {
        const side = picture.shape[axis] as number
        const line = (at: number) => {
          const begin = picture.shape.map((_, other) => (other === axis ? at : 0))
          return tf.slice(
            picture,
            begin,
            picture.shape.map((size, other) => (other === axis ? 1 : size)),
          )
        }
        const before = Array.from({ length: this.config.padding }, (_, at) => line(this.config.padding - at))
        const after = Array.from({ length: this.config.padding }, (_, at) => line(side - 2 - at))
        return tf.concat([...before, picture, ...after], axis)
      }, x)
    })
  }
}`

/** `TileToMap`. */
export const tileToMapSource = `class TileToMap extends tf.layers.Layer {
  static className = 'TileToMap'

  constructor(private readonly config: { height: number; width: number; name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape([batch, channels]: number[]): tf.Shape {
    return [batch ?? null, this.config.height, this.config.width, channels ?? null]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D
      const ones = tf.ones([1, this.config.height, this.config.width, 1])
      return tf.mul(tf.reshape(x, [x.shape[0], 1, 1, x.shape[1]]), ones)
    })
  }
}`
