// leaky_relu: positive numbers pass, negative ones shrink.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  slope: z.number().min(0).max(1).default(0.2).describe('Factor on negative numbers; GANs use 0.2.'),
})

export const leakyRelu = defineKind({
  title: 'Leaky ReLU',
  group: 'Activation',
  order: 20,
  doc: 'Lets positive numbers pass and shrinks negative ones, so that gradients always flow: the usual activation of a discriminator.',
  formula: 'y = x for x > 0, else slope · x',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  apply: (ops, { inputs, params }) => ({ outputs: { out: ops.leakyRelu(inputs.x, params.slope) } }),
  rectifier: ({ slope }) => slope,
  tfjs: ({ params }) => ({
    kind: 'stock',
    layers: [{ name: 'leakyReLU', config: { alpha: params.slope } }],
    weights: {},
  }),
  differentiable: 2,
  kinks: { at: [0] },
  sampled: true,
  summary: (params) => `slope ${params.slope}`,
})
