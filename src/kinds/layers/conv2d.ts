// conv2d: a learned window slides over a picture.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { convolvedForm } from '../tfjs/convolved'
import { convolvedShape, showWindow, windowParams } from '../shared/convolutions'
import { kernelParams, kernelWeights } from '../shared/initializers'
import { numbersIn } from '../shared/inputs'
import { spectralKernel, spectralParams, spectralState } from '../shared/spectralNorm'

const params = z.strictObject({ ...windowParams, ...kernelParams, ...spectralParams })

export const conv2d = defineKind({
  title: 'Convolution',
  group: 'Convolution',
  order: 10,
  doc: 'Slides a learned window over the picture; with a stride of 2 the picture halves, as in the discriminator of a DCGAN.',
  formula: 'y = x ∗ kernel + bias',
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
    const shape = [params.kernel, params.kernel, channels, params.filters]
    return kernelWeights(params, { shape, fanIn: channels * params.kernel ** 2, outputs: params.filters })
  },
  state: ({ params }) => spectralState(params, params.filters),
  apply(ops, { inputs, weights, state, params }) {
    const { kernel, ...changed } = spectralKernel(ops, { weights, state, outputs: 3 })
    const y = ops.conv2d(inputs.x as tf.Tensor4D, kernel as tf.Tensor4D, params.stride, params.padding)
    return { outputs: { out: weights.bias ? ops.add(y, weights.bias) : y }, ...changed }
  },
  tfjs: ({ inputs, params }) => convolvedForm(inputs.x.shape, params),
  differentiable: 2,
  settles: true,
  sampled: true,
  summary: (params) => `${formatNumberOf(params.filters, 'filter')} · ${showWindow(params)}`,
})
