// uniform: fresh noise between two bounds.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { showShape } from '../shared/inputs'
import { noiseShape } from '../shared/noise'

const params = z.strictObject({
  shape: noiseShape,
  low: z.number().min(-1000).max(1000).default(-1).describe('Smallest number.'),
  high: z.number().min(-1000).max(1000).default(1).describe('Upper bound of the numbers.'),
})

export const uniform = defineKind({
  title: 'Uniform noise',
  group: 'Noise',
  order: 20,
  doc: 'Draws fresh numbers between two bounds in every step, each as likely as another: the noise of the first GANs.',
  formula: 'z ~ U(low, high)',
  params,
  inputs: {},
  infer: ({ params: { shape, low, high } }) =>
    low <= high
      ? succeed({ out: { shape, domain: 'latent' } })
      : fail(`low (${low}) is above high (${high}): exchange them`),
  apply(ops, { params: { shape, low, high }, batch, random }) {
    return { outputs: { out: ops.add(ops.mul(random.uniform([batch, ...shape]), high - low), low) } }
  },
  draw: ({ batch, params: { shape, low, high } }) =>
    `tf.randomUniform([${[batch, ...shape].join(', ')}], ${low}, ${high})`,
  source: true,
  differentiable: 0,
  summary: (params) => `${showShape(params.shape)} · ${params.low} … ${params.high}`,
})
