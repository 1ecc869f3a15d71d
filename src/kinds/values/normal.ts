// normal: fresh Gaussian noise.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { showShape } from '../shared/inputs'
import { noiseShape } from '../shared/noise'

const params = z.strictObject({
  shape: noiseShape,
  mean: z.number().min(-1000).max(1000).default(0).describe('Mean of the numbers.'),
  sigma: z.number().min(0).max(1000).default(1).describe('Standard deviation of the numbers.'),
})

export const normal = defineKind({
  title: 'Normal noise',
  group: 'Noise',
  order: 10,
  doc: 'Draws fresh Gaussian numbers in every step: the latent vector that a generator turns into a sample.',
  formula: 'z ~ N(mean, sigma²)',
  params,
  inputs: {},
  infer: ({ params }) => succeed({ out: { shape: params.shape, domain: 'latent' } }),
  apply(ops, { params: { shape, mean, sigma }, batch, random }) {
    const z = random.normal([batch, ...shape])
    return { outputs: { out: mean === 0 && sigma === 1 ? z : ops.add(ops.mul(z, sigma), mean) } }
  },
  draw({ batch, params: { shape, mean, sigma } }) {
    const numbers = mean === 0 && sigma === 1 ? '' : `, ${mean}, ${sigma}`
    return `tf.randomNormal([${[batch, ...shape].join(', ')}]${numbers})`
  },
  source: true,
  differentiable: 0,
  summary: (params) => showShape(params.shape),
})
