// pixel_norm: every place's vector of channels gets the mean square 1.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  epsilon: z
    .number()
    .min(1e-8)
    .max(0.1)
    .default(1e-8)
    .describe('Added to the mean square, so that nothing is divided by 0.'),
})

const source = `class PixelNorm extends tf.layers.Layer {
  static className = 'PixelNorm'

  constructor(private readonly config: { epsilon: number; name?: string }) {
    super({ name: config.name })
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const size = tf.mean(tf.square(x), -1, true)
      return tf.mul(x, tf.rsqrt(tf.add(size, this.config.epsilon)))
    })
  }
}`

export const pixelNorm = defineKind({
  title: 'Pixel norm',
  group: 'Normalisation',
  order: 50,
  doc: 'Scales the channels of each place to the mean square 1, which keeps a generator’s numbers from growing: used by ProGAN, and on the latent by StyleGAN.',
  formula: 'y = x / √(mean(x²) + ε), over the channels of one place',
  paper: 'arXiv:1710.10196',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    if (!x.ok) return x
    if (x.value.shape.at(-1) === 1)
      return fail('x has a single channel: scaled to size 1, only its sign would stay')
    return succeed({ out: { shape: x.value.shape, domain: 'features' } })
  },
  apply(ops, { inputs: { x }, params: { epsilon } }) {
    const size = ops.mean(ops.square(x), -1, true)
    return { outputs: { out: ops.mul(x, ops.rsqrt(ops.add(size, epsilon))) } }
  },
  tfjs: ({ params: { epsilon } }) => ({
    kind: 'class',
    className: 'PixelNorm',
    source,
    config: { epsilon },
    weights: {},
  }),
  differentiable: 2,
})
