// How TensorFlow.js layers write a transposed convolution with a padding in pixels, which they do not have.
import type { TfjsForm } from './types'

interface TransposedParams {
  filters: number
  kernel: number
  stride: number
  padding: number
  output_padding: number
  bias: boolean
}

/**
 * A `valid` transposed convolution, cropped. Where the output padding reaches beyond what `valid` computes there is nothing
 * to crop (the bias must still arrive there), so a class calls `tf.conv2dTranspose` with its output shape.
 */
export function croppedTranspose(params: TransposedParams): TfjsForm {
  const { filters, kernel, stride, padding, bias } = params
  const weights = (at: number): Record<string, [number, number]> =>
    bias ? { kernel: [at, 0], bias: [at, 1] } : { kernel: [at, 0] }
  const end = Math.max(stride - kernel, 0) + padding - params.output_padding
  if (end < 0) {
    const config = { filters, kernel, stride, padding, outputPadding: params.output_padding, bias }
    return { kind: 'class', className: 'PaddedConv2dTranspose', source, config, weights: weights(0) }
  }
  const config = { filters, kernelSize: kernel, strides: stride, padding: 'valid', useBias: bias }
  const crop = { name: 'cropping2D', config: { cropping: [[padding, end], [padding, end]] } } // prettier-ignore
  return {
    kind: 'stock',
    layers: [{ name: 'conv2dTranspose', config }, ...(padding + end > 0 ? [crop] : [])],
    weights: weights(0),
  }
}

const source = `class PaddedConv2dTranspose extends tf.layers.Layer {
  static className = 'PaddedConv2dTranspose'
  private kernel!: tf.LayerVariable
  private bias: tf.LayerVariable | null = null

  constructor(
    private readonly config: {
      filters: number
      kernel: number
      stride: number
      padding: number
      outputPadding: number
      bias: boolean
      name?: string
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernel, bias } = this.config
    const shape = [kernel, kernel, filters, inputShape[3] as number]
    this.kernel = this.addWeight('kernel', shape, 'float32', tf.initializers.glorotNormal({}))
    if (bias) this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros())
    this.built = true
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, kernel, stride, padding, outputPadding } = this.config
    const side = (n: number | null | undefined) => ((n as number) - 1) * stride - 2 * padding + kernel + outputPadding
    return [inputShape[0] as number | null, side(inputShape[1]), side(inputShape[2]), filters]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D
      const shape = this.computeOutputShape(x.shape) as [number, number, number, number]
      const kernel = this.kernel.read() as tf.Tensor4D
      const y = tf.conv2dTranspose(x, kernel, shape, this.config.stride, this.config.padding)
      return this.bias ? tf.add(y, this.bias.read()) : y
    })
  }
}`
