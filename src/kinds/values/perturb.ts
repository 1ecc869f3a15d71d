// perturb: samples pushed a little way off, at random.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferBatch } from '../shared/pairs'

const params = z.strictObject({
  scale: z
    .number()
    .min(0)
    .max(100)
    .default(0.5)
    .describe('How far at most, in standard deviations of all numbers of the batch.'),
})

export const perturb = defineKind({
  title: 'Random push',
  group: 'Noise',
  order: 50,
  doc: 'Moves real samples a random way off, in proportion to how widely they are spread: where DRAGAN asks the discriminator to rise with slope 1.',
  formula: 'y = x + scale·std(x)·u, u ~ U(0, 1) a number',
  paper: 'arXiv:1705.07215',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const batch = inferBatch(inputs)
    return batch.ok ? succeed({ out: batch.value }) : batch
  },
  noise: ({ inputs }) => ({ u: { shape: inputs.x.shape, distribution: 'uniform' } }),
  apply(ops, { inputs: { x }, noise, params: { scale } }) {
    const variance = ops.mean(ops.square(ops.sub(x, ops.mean(x))))
    const reach = ops.mul(ops.sqrt(ops.add(variance, 1e-12)), scale)
    return { outputs: { out: ops.add(x, ops.mul(reach, noise.u)) } }
  },
  expression: ({ inputs, noise, params: { scale } }) => `perturb(${inputs.x}, ${noise.u}, ${scale})`,
  functions: {
    perturb: `/** Samples moved off by a share of the standard deviation of all numbers of the batch. */
function perturb(x: tf.Tensor, u: tf.Tensor, scale: number): tf.Tensor {
  const variance = tf.mean(tf.square(tf.sub(x, tf.mean(x))))
  return tf.add(x, tf.mul(tf.mul(tf.sqrt(tf.add(variance, 1e-12)), scale), u))
}`,
  },
  differentiable: 2,
  summary: ({ scale }) => `up to ${scale} σ`,
})
