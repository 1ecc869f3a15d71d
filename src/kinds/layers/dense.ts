// dense: every output sees every input.
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { kernelParams, kernelPlaces, kernelStarts, kernelWeights } from '../shared/initializers'
import { numbersIn, sizeOf } from '../shared/inputs'
import { spectralForm } from '../tfjs/spectral'
import { spectralKernel, spectralParams, spectralState } from '../shared/spectralNorm'

const params = z.strictObject({
  units: z.int().min(1).max(65_536).default(128).describe('Number of outputs.'),
  ...kernelParams,
  ...spectralParams,
})

export const dense = defineKind({
  title: 'Dense',
  group: 'Basic',
  order: 10,
  doc: 'Multiplies the vector by a learned matrix, so that every output sees every input.',
  formula: 'y = x · kernel + bias',
  params,
  inputs: { x: {} },
  infer({ inputs, params }) {
    const x = numbersIn(inputs, 1)
    return x.ok ? succeed({ out: { shape: [params.units], domain: 'features' } }) : x
  },
  weights({ inputs, params }) {
    const fanIn = sizeOf(inputs.x.shape)
    return kernelWeights(params, { shape: [fanIn, params.units], fanIn, outputs: params.units })
  },
  state: ({ params }) => spectralState(params, params.units),
  apply(ops, { inputs, weights, state }) {
    const { kernel, ...changed } = spectralKernel(ops, { weights, state, outputs: 1 })
    const product = ops.matMul(inputs.x, kernel)
    return { outputs: { out: weights.bias ? ops.add(product, weights.bias) : product }, ...changed }
  },
  tfjs({ inputs, params: { units, bias, spectral_norm } }) {
    if (spectral_norm) {
      const kernelShape = [sizeOf(inputs.x.shape), units]
      return spectralForm({ className: 'SpectralDense', bias, kernelShape, outputShape: [units] })
    }
    const layers = [{ name: 'dense', config: { units, useBias: bias } }]
    return { kind: 'stock', layers, weights: kernelPlaces({ bias }), starts: kernelStarts }
  },
  differentiable: 2,
  settles: true,
  sampled: true,
  summary: (params) => formatNumberOf(params.units, 'unit'),
})
