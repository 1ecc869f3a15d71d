// reparameterize: a draw from a network's Gaussian, through which gradients flow.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferAlike } from '../shared/pairs'

export const reparameterize = defineKind({
  title: 'Gaussian draw',
  group: 'Noise',
  order: 60,
  doc: 'Draws from the Gaussian that an encoder describes as mean + spread × noise, so that the encoder learns through the draw: a VAE’s code.',
  formula: 'z = mean + exp(½ log_variance)·ε, ε ~ N(0, 1)',
  paper: 'arXiv:1312.6114',
  params: z.strictObject({}),
  inputs: {
    mean: { doc: 'Means of the code.' },
    log_variance: { doc: 'Logarithms of its variances.' },
  },
  infer({ inputs }) {
    const alike = inferAlike(inputs, ['mean', 'log_variance'])
    return alike.ok ? succeed({ out: { shape: alike.value.shape, domain: 'latent' } }) : alike
  },
  noise: ({ inputs }) => ({ epsilon: { shape: inputs.mean.shape, distribution: 'normal' } }),
  apply(ops, { inputs, noise }) {
    const spread = ops.exp(ops.mul(inputs.log_variance, 0.5))
    return {
      outputs: { out: ops.add(inputs.mean, ops.mul(spread, noise.epsilon)) },
    }
  },
  expression: ({ inputs, noise }) =>
    `tf.add(${inputs.mean}, tf.mul(tf.exp(tf.mul(${inputs.log_variance}, 0.5)), ${noise.epsilon}))`,
  differentiable: 2,
})
