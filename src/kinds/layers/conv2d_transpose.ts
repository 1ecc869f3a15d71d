// conv2d_transpose: the reverse of a convolution; with a stride of 2 the picture doubles.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { showWindow, transposedShape, windowParams } from '../shared/convolutions'
import { kernelParams, kernelWeights } from '../shared/initializers'
import { numbersIn } from '../shared/inputs'
import { spectralKernel, spectralParams, spectralState } from '../shared/spectralNorm'
import { transposedForm } from '../tfjs/transposed'

const params = z.strictObject({
  ...windowParams,
  output_padding: z
    .int()
    .min(0)
    .max(15)
    .default(0)
    .describe(
      'Rows and columns added at the bottom and right, for a padding in pixels only (PyTorch’s output_padding).',
    ),
  ...kernelParams,
  ...spectralParams,
})

export const conv2dTranspose = defineKind({
  title: 'Transposed convolution',
  group: 'Convolution',
  order: 20,
  doc: 'Paints a learned window for every pixel and adds them up; with a stride of 2 the picture doubles, as in the generator of a DCGAN.',
  formula: 'y = kernelᵀ ∗ x + bias',
  params,
  inputs: { x: {} },
  infer({ inputs, params }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const shape = transposedShape(x.value.shape, params)
    return shape.ok ? succeed({ out: { shape: shape.value, domain: 'features' } }) : shape
  },
  weights({ inputs, params }) {
    // PyTorch counts the fan-in of a transposed convolution by its outputs; so do we, since its default is what we match.
    const fanIn = params.filters * params.kernel ** 2
    const shape = [params.kernel, params.kernel, params.filters, inputs.x.shape[2] ?? 1]
    return kernelWeights(params, { shape, fanIn, outputs: params.filters })
  },
  state: ({ params }) => spectralState(params, params.filters),
  apply(ops, { inputs, weights, state, params }) {
    const { kernel, ...changed } = spectralKernel(ops, { weights, state, outputs: 2 })
    const x = inputs.x as tf.Tensor4D
    const shape = transposedShape(x.shape.slice(1), params)
    if (!shape.ok) throw new Error(shape.error)
    const full = [x.shape[0], ...shape.value] as [number, number, number, number]
    const y = ops.conv2dTranspose(x, kernel as tf.Tensor4D, full, params.stride, params.padding)
    return { outputs: { out: weights.bias ? ops.add(y, weights.bias) : y }, ...changed }
  },
  tfjs: ({ inputs, params }) => transposedForm(inputs.x.shape, params),
  differentiable: 2,
  settles: true,
  sampled: true,
  summary: (params) => `${formatNumberOf(params.filters, 'filter')} · ${showWindow(params)}`,
})
