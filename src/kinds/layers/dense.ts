// dense: every output sees every input.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { kernelParams, kernelPlaces, kernelStarts, kernelWeights } from '../initializers'
import { numbersIn, sizeOf, take } from '../inputs'
import { defineKind } from '../types'

const params = z.strictObject({
  units: z.int().min(1).max(65_536).default(128).describe('Number of outputs.'),
  ...kernelParams,
})

export const dense = defineKind<z.infer<typeof params>>({
  title: 'Dense',
  group: 'Basic',
  doc: 'Multiplies the vector by a learned matrix, so that every output sees every input.',
  formula: 'y = x · kernel + bias',
  params,
  inputs: { x: {} },
  infer({ inputs, params }) {
    const x = numbersIn(inputs, 1)
    return x.ok ? succeed({ out: { shape: [params.units], domain: 'features' } }) : x
  },
  weights({ inputs, params }) {
    const fanIn = sizeOf(take(inputs, 'x').shape)
    return kernelWeights(params, { shape: [fanIn, params.units], fanIn, outputs: params.units })
  },
  apply(ops, { inputs, weights }) {
    const product = ops.matMul(take(inputs, 'x'), take(weights, 'kernel'))
    return { outputs: { out: weights.bias ? ops.add(product, weights.bias) : product } }
  },
  tfjs: ({ params }) => ({
    kind: 'stock',
    layers: [{ name: 'dense', config: { units: params.units, useBias: params.bias } }],
    weights: kernelPlaces(params),
    starts: kernelStarts,
  }),
  differentiable: 2,
  summary: (params) => `${params.units} units`,
})
