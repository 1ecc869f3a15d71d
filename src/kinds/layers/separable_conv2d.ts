// separable_conv2d: every channel by itself, then a mixture of channels at every pixel.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { convolvedShape, showWindow, windowParams } from '../shared/convolutions'
import { convolveDepthwise, depthwiseForm, depthwiseKernel, depthwiseParams } from '../shared/depthwise'
import { kernelWeights } from '../shared/initializers'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({ filters: windowParams.filters, ...depthwiseParams })

export const separableConv2d = defineKind({
  title: 'Separable convolution',
  group: 'Convolution',
  order: 110,
  doc: 'A depthwise convolution and then a 1×1 one that mixes the channels: nearly a full convolution at a fraction of its weights.',
  formula: 'y = (x ∗ depthwise) · pointwise + bias',
  paper: 'arXiv:1610.02357',
  params,
  inputs: { x: {} },
  infer({ inputs, params }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const shape = convolvedShape(x.value.shape, params)
    return shape.ok ? succeed({ out: { shape: shape.value, domain: 'features' } }) : shape
  },
  weights({ inputs, params }) {
    const channels = inputs.x.shape[2] ?? 1
    const fanIn = channels * params.multiplier
    const outputs = params.filters
    const { kernel, ...bias } = kernelWeights(params, { shape: [1, 1, fanIn, outputs], fanIn, outputs })
    return { depthwise: depthwiseKernel(params, channels), pointwise: kernel, ...bias }
  },
  apply(ops, { inputs, weights, params }) {
    const each = convolveDepthwise(ops, inputs.x, weights.depthwise, params)
    const y = ops.conv2d(each, weights.pointwise as tf.Tensor4D, 1, 'valid')
    return { outputs: { out: weights.bias ? ops.add(y, weights.bias) : y } }
  },
  tfjs({ params }) {
    const starts = { depthwise: 'depthwiseInitializer', pointwise: 'pointwiseInitializer' }
    const own = { config: { filters: params.filters }, names: ['depthwise', 'pointwise'], starts }
    return depthwiseForm('separableConv2d', params, own)
  },
  differentiable: 2,
  summary: (params) => `${formatNumberOf(params.filters, 'filter')} · ${showWindow(params)}`,
})
