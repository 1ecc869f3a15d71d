// depthwise_conv2d: every channel has a window of its own.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { convolvedShape, showWindow } from '../shared/convolutions'
import { convolveDepthwise, depthwiseForm, depthwiseKernel, depthwiseParams } from '../shared/depthwise'
import { kernelWeights } from '../shared/initializers'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject(depthwiseParams)

export const depthwiseConv2d = defineKind({
  title: 'Depthwise convolution',
  group: 'Convolution',
  order: 100,
  doc: 'Slides a learned window of its own over every channel and mixes none: far fewer weights than a full convolution has.',
  formula: 'y[·, c·m + q] = x[·, c] ∗ kernel[·, c, q] + bias',
  paper: 'arXiv:1704.04861',
  params,
  inputs: { x: {} },
  infer({ inputs, params }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const filters = (x.value.shape[2] ?? 1) * params.multiplier
    const shape = convolvedShape(x.value.shape, { ...params, filters })
    return shape.ok ? succeed({ out: { shape: shape.value, domain: 'features' } }) : shape
  },
  weights({ inputs, params }) {
    const channels = inputs.x.shape[2] ?? 1
    const { shape } = depthwiseKernel(params, channels)
    const outputs = channels * params.multiplier
    return kernelWeights(params, { shape: [...shape], fanIn: params.kernel ** 2, outputs })
  },
  apply(ops, { inputs, weights, params }) {
    const y = convolveDepthwise(ops, inputs.x, weights.kernel, params)
    return { outputs: { out: weights.bias ? ops.add(y, weights.bias) : y } }
  },
  tfjs({ params }) {
    const starts = { kernel: 'depthwiseInitializer' }
    return depthwiseForm('depthwiseConv2d', params, { config: {}, names: ['kernel'], starts })
  },
  differentiable: 2,
  summary: (params) => showWindow(params),
})
