// kl_normal: how far a network's Gaussian is from the standard one.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferDistance } from '../shared/pairs'

export const klNormal = defineKind({
  title: 'KL to a normal',
  group: 'Losses',
  order: 100,
  doc: 'Pays for every nat in which an encoder’s Gaussian differs from the standard one, so that a VAE’s codes fill the space that is drawn from later.',
  formula: '½ Σ (mean² + exp(log_variance) − 1 − log_variance); mean over the batch',
  paper: 'arXiv:1312.6114',
  params: z.strictObject({}),
  inputs: {
    mean: { doc: 'Means of the code.' },
    log_variance: { doc: 'Logarithms of its variances.' },
  },
  infer: ({ inputs }) => inferDistance(inputs, ['mean', 'log_variance']),
  apply(ops, { inputs: { mean, log_variance: log } }) {
    const size = mean.size / (mean.shape[0] ?? 1)
    const terms = ops.sub(ops.sub(ops.add(ops.square(mean), ops.exp(log)), 1), log)
    return { outputs: { out: ops.mul(ops.mean(terms), size / 2) } }
  },
  expression: ({ inputs }) => `klNormal(${inputs.mean}, ${inputs.log_variance})`,
  functions: {
    klNormal: `/** Divergence of Gaussians from the standard one, summed over a sample; mean over the batch. */
function klNormal(mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const terms = tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), 1), logVariance)
  return tf.mul(tf.mean(terms), mean.size / mean.shape[0] / 2)
}`,
  },
  differentiable: 2,
})
