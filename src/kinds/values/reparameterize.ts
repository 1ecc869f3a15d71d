// reparameterize: a draw from a network's Gaussian, through which gradients flow.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { take } from '../shared/inputs'
import { inferAlike } from '../shared/pairs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const reparameterize = defineKind<z.infer<typeof params>>({
  title: 'Gaussian draw',
  group: 'Noise',
  doc: 'Draws from the Gaussian that an encoder describes as mean + spread × noise, so that the encoder learns through the draw: a VAE’s code.',
  formula: 'z = mean + exp(½ log_variance)·ε, ε ~ N(0, 1)',
  paper: 'arXiv:1312.6114',
  params,
  inputs: {
    mean: { doc: 'Means of the code.' },
    log_variance: { doc: 'Logarithms of its variances.' },
  },
  infer({ inputs }) {
    const alike = inferAlike(inputs, ['mean', 'log_variance'])
    return alike.ok ? succeed({ out: { shape: alike.value.shape, domain: 'latent' } }) : alike
  },
  noise: ({ inputs }) => ({ epsilon: { shape: take(inputs, 'mean').shape, distribution: 'normal' } }),
  apply(ops, { inputs, noise }) {
    const spread = ops.exp(ops.mul(take(inputs, 'log_variance'), 0.5))
    return {
      outputs: { out: ops.add(take(inputs, 'mean'), ops.mul(spread, take(noise, 'epsilon'))) },
    }
  },
  expression: ({ inputs, noise }) =>
    `tf.add(${take(inputs, 'mean')}, tf.mul(tf.exp(tf.mul(${take(inputs, 'log_variance')}, 0.5)), ${take(noise, 'epsilon')}))`,
  differentiable: 2,
})
