// prelu: positive numbers pass, negative ones are multiplied by a learned slope.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { channelsOf } from '../shared/normalise'

const params = z.strictObject({
  slopes: z
    .enum(['one', 'channels'])
    .default('one')
    .describe('One slope for the whole layer, as in SRGAN, or one for each channel.'),
  start: z
    .number()
    .min(-1)
    .max(1)
    .default(0.25)
    .describe('The slope at the start; PyTorch begins with 0.25.'),
})

const source = `class PRelu extends tf.layers.Layer {
  static className = 'PRelu'
  private slope!: tf.LayerVariable

  constructor(
    private readonly config: {
      slopes: string
      name?: string
      slopeInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const { slopes, slopeInitializer } = this.config
    const count = slopes === 'one' ? 1 : (inputShape[inputShape.length - 1] as number)
    const initializer = slopeInitializer ?? tf.initializers.constant({ value: 0.25 })
    this.slope = this.addWeight('slope', [count], 'float32', initializer)
    this.built = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const positive = tf.relu(x)
      return tf.add(positive, tf.mul(tf.sub(x, positive), this.slope.read()))
    })
  }
}`

export const prelu = defineKind({
  title: 'PReLU',
  group: 'Activation',
  order: 50,
  doc: 'Lets positive numbers pass and multiplies negative ones by a slope that it learns: the activation of SRResNet and SRGAN.',
  formula: 'y = x for x > 0, else slope · x',
  paper: 'arXiv:1502.01852',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  weights({ inputs, params: { slopes, start } }) {
    const shape = [slopes === 'one' ? 1 : channelsOf(inputs.x)]
    return { slope: { shape, init: { kind: 'normal', mean: start, sigma: 0 } } }
  },
  apply(ops, { inputs: { x }, weights }) {
    const positive = ops.relu(x)
    return { outputs: { out: ops.add(positive, ops.mul(ops.sub(x, positive), weights.slope)) } }
  },
  tfjs: ({ params: { slopes } }) => ({
    kind: 'class',
    className: 'PRelu',
    source,
    config: { slopes },
    weights: { slope: [0, 0] },
    starts: { slope: 'slopeInitializer' },
  }),
  differentiable: 2,
  kinks: { at: [0] },
  summary: (params) => (params.slopes === 'one' ? 'one slope' : 'a slope a channel'),
})
