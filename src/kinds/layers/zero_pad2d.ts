// zero_pad2d: margins of zeros.
import type * as tf from '@tensorflow/tfjs-core'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { marginPairs, marginParams as params, showMargins } from '../shared/margins'

export const zeroPad2d = defineKind({
  title: 'Zero padding',
  group: 'Convolution',
  order: 80,
  doc: 'Adds margins of zeros, each side by itself: for windows that no padding of a convolution places, as in Pix2Pix’s discriminator.',
  formula: 'y[i + top, j + left] = x[i, j], 0 elsewhere',
  paper: 'arXiv:1611.07004',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { top, bottom, left, right } }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 0, width = 0, channels = 0] = x.value.shape
    const shape = [height + top + bottom, width + left + right, channels]
    return succeed({ out: { shape, domain: x.value.domain } })
  },
  apply(ops, { inputs, params }) {
    const x = inputs.x as tf.Tensor4D
    return { outputs: { out: ops.pad(x, [[0, 0], ...marginPairs(params), [0, 0]]) } }
  },
  tfjs({ params }) {
    const config = { padding: marginPairs(params) }
    return { kind: 'stock', layers: [{ name: 'zeroPadding2d', config }], weights: {} }
  },
  differentiable: 2,
  summary: showMargins,
})
