// How TensorFlow.js layers write a transposed convolution; they know no padding in pixels.
import { transposedShape } from '../shared/convolutions'
import { kernelPlaces, kernelStarts } from '../shared/initializers'
import { spectralConvolution } from './spectral'
import type { TfjsForm } from './types'

interface TransposedParams {
  filters: number
  kernel: number
  stride: number
  padding: 'valid' | 'same' | number
  output_padding: number
  bias: boolean
  spectral_norm: boolean
}

/**
 * The stock layer; for a padding in pixels a `valid` one, cropped. Where the output padding reaches beyond what `valid` computes
 * there is nothing to crop (the bias must still arrive there), so a class calls `tf.conv2dTranspose` with its output shape.
 */
export function transposedForm(input: readonly number[], params: TransposedParams): TfjsForm {
  const { filters, kernel, stride, padding, output_padding: outputPadding, bias } = params
  if (params.spectral_norm) {
    const kernelShape = [kernel, kernel, filters, input[2] ?? 1]
    const outputShape = transposedShape(input, params)
    return spectralConvolution({ className: 'SpectralConv2dTranspose', kernelShape, outputShape, ...params })
  }
  const stock = (mode: string, ...after: { name: string; config: Record<string, unknown> }[]): TfjsForm => {
    const config = { filters, kernelSize: kernel, strides: stride, padding: mode, useBias: bias }
    return {
      kind: 'stock',
      layers: [{ name: 'conv2dTranspose', config }, ...after],
      weights: kernelPlaces(params),
      starts: kernelStarts,
    }
  }
  if (typeof padding !== 'number') return stock(padding)
  const end = Math.max(stride - kernel, 0) + padding - outputPadding
  if (end < 0) {
    const config = { filters, kernel, stride, padding, outputPadding, bias }
    return {
      kind: 'class',
      className: 'PaddedConv2dTranspose',
      source,
      config,
      weights: kernelPlaces(params),
      starts: kernelStarts,
    }
  }
  if (padding + end === 0) return stock('valid')
  const sides = [padding, end]
  return stock('valid', { name: 'cropping2D', config: { cropping: [sides, sides] } })
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
      kernelInitializer?: ReturnType<typeof tf.initializers.zeros>
      biasInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernel, kernelInitializer, biasInitializer } = this.config
    const shape = [kernel, kernel, filters, inputShape[3] as number]
    this.kernel = this.addWeight('kernel', shape, 'float32', kernelInitializer ?? tf.initializers.zeros())
    if (this.config.bias) {
      this.bias = this.addWeight('bias', [filters], 'float32', biasInitializer ?? tf.initializers.zeros())
    }
    this.built = true
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, kernel, stride, padding, outputPadding } = this.config
    const added = kernel - stride - 2 * padding + outputPadding
    const side = (n: number | null | undefined) => (n as number) * stride + added
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
