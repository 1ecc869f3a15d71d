// What layers with spectral norm are in TensorFlow.js, which has none: one class each, alike but for what they do with the kernel.
import { kernelPlaces, kernelStarts } from '../shared/initializers'
import type { Result } from '../../lib/result'
import type { TfjsForm } from './types'

interface SpectralForm {
  className: 'SpectralDense' | 'SpectralConv2d' | 'SpectralConv2dTranspose'
  bias: boolean
  kernelShape: readonly number[]
  outputShape: readonly number[]
  stride?: number
  padding?: 'same' | 'valid' | number
}

/** The class of that name, with its settings; `stride` and `padding` are absent for dense layers. */
export function spectralForm({ className, ...config }: SpectralForm): TfjsForm {
  const places = kernelPlaces(config)
  return {
    kind: 'class',
    className,
    source: sourceOf(className),
    config,
    weights: { ...places, u: [0, Object.keys(places).length] },
    starts: kernelStarts,
  }
}

/** The class of a convolution; its output's shape has been inferred before, so it is there. */
export function spectralConvolution({
  className,
  kernelShape,
  outputShape,
  bias,
  stride,
  padding,
}: Required<Omit<SpectralForm, 'outputShape'>> & { outputShape: Result<number[]> }): TfjsForm {
  if (!outputShape.ok) throw new Error(outputShape.error)
  return spectralForm({ className, bias, kernelShape, outputShape: outputShape.value, stride, padding })
}

const products: Record<SpectralForm['className'], { window: string; columns: string; product: string }> = {
  SpectralDense: { window: '', columns: 'of', product: 'tf.matMul(x, kernel)' },
  SpectralConv2d: {
    window: `
      stride: number
      padding: 'same' | 'valid' | number`,
    columns: 'of',
    product: 'tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, this.config.stride, this.config.padding)',
  },
  SpectralConv2dTranspose: {
    window: `
      stride: number
      padding: 'same' | 'valid' | number`,
    columns: 'tf.transpose(of, [0, 1, 3, 2])',
    product: `tf.conv2dTranspose(
        x as tf.Tensor4D,
        kernel as tf.Tensor4D,
        [x.shape[0], ...this.config.outputShape] as [number, number, number, number],
        this.config.stride,
        this.config.padding,
      )`,
  },
}

function sourceOf(className: SpectralForm['className']): string {
  const { window, columns, product } = products[className]
  return `class ${className} extends tf.layers.Layer {
  static className = '${className}'
  private kernel!: tf.LayerVariable
  private bias: tf.LayerVariable | null = null
  private u!: tf.LayerVariable

  constructor(
    private readonly config: {
      bias: boolean
      kernelShape: number[]
      outputShape: number[]${window}
      name?: string
      kernelInitializer?: ReturnType<typeof tf.initializers.zeros>
      biasInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(): void {
    const { kernelShape, kernelInitializer, biasInitializer } = this.config
    const outputs = [this.outputs()]
    const unit = tf.initializers.randomNormal({ mean: 0, stddev: 1 })
    this.kernel = this.addWeight(
      'kernel',
      kernelShape,
      'float32',
      kernelInitializer ?? tf.initializers.zeros(),
    )
    if (this.config.bias) {
      this.bias = this.addWeight('bias', outputs, 'float32', biasInitializer ?? tf.initializers.zeros())
    }
    this.u = this.addWeight('u', outputs, 'float32', unit, undefined, false)
    this.built = true
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] as number | null, ...this.config.outputShape]
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const kernel = this.normalised(kwargs.training === true)
      const y = ${product}
      return this.bias ? tf.add(y, this.bias.read()) : y
    })
  }

  private outputs(): number {
    return this.config.outputShape[this.config.outputShape.length - 1] as number
  }

  /** The kernel over its largest singular value, by one step of power iteration; u and v are constants to the gradient. */
  private normalised(training: boolean): tf.Tensor {
    const kernel = this.kernel.read()
    const columns = (of: tf.Tensor) => tf.reshape(${columns}, [-1, this.outputs()])
    const unit = (vector: tf.Tensor) => tf.div(vector, tf.maximum(tf.sqrt(tf.sum(tf.square(vector))), 1e-12))
    const constant = tf.customGrad((x) => ({
      value: tf.clone(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
    }))
    const fixed = columns(constant(kernel))
    const v = unit(tf.matMul(fixed, tf.reshape(this.u.read(), [-1, 1])))
    const u = unit(tf.matMul(fixed, v, true))
    if (training) this.u.write(tf.reshape(u, [-1]))
    return tf.div(kernel, tf.sum(tf.mul(v, tf.matMul(columns(kernel), u))))
  }
}`
}
