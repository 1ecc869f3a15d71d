// Self-attention: how it computes, and the class for exported files, as tf.layers has none.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../types'
import type { TfjsForm } from '../tfjs/types'

/** The weights, in the order in which the class adds them. */
const names = ['query', 'key', 'value', 'result', 'gain'] as const

/** x of [batch, height, width, channels], and what every place takes from all others. */
export function attend(
  ops: Ops,
  x: tf.Tensor,
  weights: Record<(typeof names)[number], tf.Tensor>,
): tf.Tensor {
  const [batch, channels] = [x.shape[0] ?? 1, x.shape.at(-1) ?? 1]
  const flat = ops.reshape(x, [x.size / channels, channels])
  const seen = (weight: tf.Tensor): tf.Tensor => {
    const inner = weight.shape[1] ?? 1
    return ops.reshape(ops.matMul(flat, weight), [batch, x.size / (batch * channels), inner])
  }
  const shares = ops.softmax(ops.matMul(seen(weights.query), seen(weights.key), false, true))
  const gathered = ops.matMul(shares, seen(weights.value))
  const rows = ops.reshape(gathered, [x.size / channels, gathered.shape[2] ?? 1])
  const result = ops.reshape(ops.matMul(rows, weights.result), x.shape)
  return ops.add(x, ops.mul(result, weights.gain))
}

/** The class, with the channels between. */
export function attentionForm(inner: number): TfjsForm {
  return {
    kind: 'class',
    className: 'SelfAttention',
    source,
    config: { inner },
    weights: Object.fromEntries(names.map((name, at) => [name, [0, at]])),
    starts: Object.fromEntries(names.map((name) => [name, `${name}Initializer`])),
  }
}

const source = `class SelfAttention extends tf.layers.Layer {
  static className = 'SelfAttention'
  private query!: tf.LayerVariable
  private key!: tf.LayerVariable
  private value!: tf.LayerVariable
  private result!: tf.LayerVariable
  private gain!: tf.LayerVariable

  constructor(
    private readonly config: {
      inner: number
      name?: string
      queryInitializer?: ReturnType<typeof tf.initializers.zeros>
      keyInitializer?: ReturnType<typeof tf.initializers.zeros>
      valueInitializer?: ReturnType<typeof tf.initializers.zeros>
      resultInitializer?: ReturnType<typeof tf.initializers.zeros>
      gainInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[inputShape.length - 1] as number
    const { inner, ...starts } = this.config
    const start = tf.initializers.randomNormal({ mean: 0, stddev: 0.02 })
    const [into, back] = [[channels, inner], [inner, channels]]
    this.query = this.addWeight('query', into, 'float32', starts.queryInitializer ?? start)
    this.key = this.addWeight('key', into, 'float32', starts.keyInitializer ?? start)
    this.value = this.addWeight('value', into, 'float32', starts.valueInitializer ?? start)
    this.result = this.addWeight('result', back, 'float32', starts.resultInitializer ?? start)
    this.gain = this.addWeight('gain', [1], 'float32', starts.gainInitializer ?? tf.initializers.zeros())
    this.built = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const { inner } = this.config
      const batch = x.shape[0] as number
      const channels = x.shape[x.rank - 1] as number
      const flat = tf.reshape(x, [-1, channels])
      const seen = (weight: tf.LayerVariable) =>
        tf.reshape(tf.matMul(flat, weight.read()), [batch, -1, inner])
      const shares = tf.softmax(tf.matMul(seen(this.query), seen(this.key), false, true))
      const gathered = tf.reshape(tf.matMul(shares, seen(this.value)), [-1, inner])
      const result = tf.reshape(tf.matMul(gathered, this.result.read()), x.shape)
      return tf.add(x, tf.mul(result, this.gain.read()))
    })
  }
}`
