// gaussian_noise: normal noise on top of what passes.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  sigma: z.number().min(0).max(10).default(0.1).describe('Standard deviation of the noise.'),
})

export const gaussianNoise = defineKind({
  title: 'Gaussian noise',
  group: 'Regularisation',
  order: 20,
  doc: 'Adds fresh normal noise in every step, and none in views: at a critic’s entrance it blurs real and fake alike, which steadies the game.',
  formula: 'y = x + σ · n, n normal',
  paper: 'arXiv:1610.04490',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: x.value.domain } }) : x
  },
  apply(ops, { inputs: { x }, params: { sigma }, train, random }) {
    if (sigma === 0 || !train) return { outputs: { out: ops.clone(x) } }
    return { outputs: { out: ops.add(x, ops.mul(random.normal(x.shape), sigma)) } }
  },
  tfjs: ({ params: { sigma } }) => ({
    kind: 'stock',
    layers: [{ name: 'gaussianNoise', config: { stddev: sigma } }],
    weights: {},
  }),
  differentiable: 2,
  silence: { sigma: 0 },
  summary: (params) => `σ ${params.sigma}`,
})
