// gaussian_nll: how surprising numbers are to whoever expects them around a mean.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferDistance } from '../shared/pairs'

const params = z.strictObject({
  sigma: z
    .number()
    .min(0.001)
    .max(1000)
    .default(1)
    .describe('Standard deviation that is expected around the mean.'),
})

export const gaussianNll = defineKind({
  title: 'Gaussian surprise',
  group: 'Losses',
  order: 50,
  doc: 'Pays the squared distance from an expected mean, summed over a sample: how InfoGAN’s head is asked to read off continuous codes.',
  formula: 'Σ (½((target − mean)/σ)² + ln σ), without the constant; mean over the batch',
  paper: 'arXiv:1606.03657',
  params,
  inputs: {
    mean: { doc: 'What the network expects.' },
    target: { doc: 'What it was.' },
  },
  infer: ({ inputs }) => inferDistance(inputs, ['mean', 'target']),
  apply(ops, { inputs: { mean, target }, params: { sigma } }) {
    const size = mean.size / (mean.shape[0] ?? 1)
    const squares = ops.mean(ops.square(ops.sub(target, mean)))
    return { outputs: { out: ops.add(ops.mul(squares, size / (2 * sigma ** 2)), size * Math.log(sigma)) } }
  },
  expression: ({ inputs, params: { sigma } }) => `gaussianNll(${inputs.mean}, ${inputs.target}, ${sigma})`,
  functions: {
    gaussianNll: `/** Minus the log-density of a Gaussian, summed over a sample, without the constant; mean over the batch. */
function gaussianNll(mean: tf.Tensor, target: tf.Tensor, sigma: number): tf.Tensor {
  const size = mean.size / mean.shape[0]
  const squares = tf.mean(tf.square(tf.sub(target, mean)))
  return tf.add(tf.mul(squares, size / (2 * sigma ** 2)), size * Math.log(sigma))
}`,
  },
  differentiable: 2,
  summary: ({ sigma }) => (sigma === 1 ? '' : `σ ${sigma}`),
})
