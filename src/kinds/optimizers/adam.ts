// adam: steps of an even size, from running means of the gradient and its square.
import { z } from 'zod'
import { defineOptimizer } from '../define'
import { rateParam, smallNumber, varying } from '../shared/optimizerParams'

const params = z.strictObject({
  rate: rateParam(0.0002),
  beta_1: z
    .number()
    .min(0)
    .max(0.9999)
    .default(0.5)
    .describe('Decay of the mean gradient; 0.5 steadies GANs (Adam’s own default is 0.9).'),
  beta_2: z.number().min(0).max(0.99999).default(0.999).describe('Decay of the mean squared gradient.'),
  epsilon: smallNumber(1e-8),
})

/** As PyTorch: both means are corrected for their start at 0, and epsilon stands outside the square root. */
export const adam = defineOptimizer({
  title: 'Adam',
  doc: 'Divides the mean gradient by the root of the mean squared gradient, so that every weight moves about `rate` a step.',
  formula: 'm ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m̂ / (√v̂ + ε)',
  paper: 'arXiv:1412.6980',
  params,
  usual: true,
  slots: ['mean', 'square'],
  update(ops, { weight, gradient, slots, params: { beta_1, beta_2, epsilon: small }, ...now }) {
    // The corrections are folded into two numbers, so that each weight costs fewer operations.
    const root = (count: number) => Math.sqrt(1 - beta_2 ** count)
    const corrected = varying(now, ({ rate, count }) => (rate * root(count)) / (1 - beta_1 ** count))
    const epsilon = varying(now, ({ count }) => small * root(count))
    const numbers = { beta_1, beta_2, rate: corrected, epsilon }
    const { weight: moved, ...means } = ops.adamStep({ weight, gradient, ...slots, ...numbers })
    return { weight: moved, slots: means }
  },
  tfjs: ({ rate, beta_1, beta_2, epsilon }) => ({
    kind: 'stock',
    call: `tf.train.adam(${rate}, ${beta_1}, ${beta_2}, ${epsilon})`,
  }),
})
