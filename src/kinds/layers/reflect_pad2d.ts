// reflect_pad2d: margins that mirror the picture.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { reflectPad2dSource } from '../tfjs/pictures'

const params = z.strictObject({
  padding: z.int().min(0).max(64).default(1).describe('Pixels added on every side.'),
})

export const reflectPad2d = defineKind({
  title: 'Reflection padding',
  group: 'Convolution',
  order: 50,
  doc: 'Adds margins that mirror the picture, so that a convolution meets no black edge; CycleGAN and style transfer use it.',
  formula: 'y[−i] = x[i], y[n − 1 + i] = x[n − 1 − i]',
  paper: 'arXiv:1703.10593',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { padding } }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 0, width = 0, channels = 0] = x.value.shape
    if (padding >= Math.min(height, width)) {
      return fail(
        `a margin of ${padding} pixels cannot be mirrored from a picture of ${height}×${width}: it must be smaller than the picture`,
      )
    }
    const shape = [height + 2 * padding, width + 2 * padding, channels]
    return succeed({ out: { shape, domain: x.value.domain } })
  },
  apply(ops, { inputs, params: { padding } }) {
    const x = inputs.x as tf.Tensor4D
    const margins: [number, number][] = [[0, 0], [padding, padding], [padding, padding], [0, 0]] // prettier-ignore
    return { outputs: { out: padding === 0 ? ops.clone(x) : ops.mirrorPad(x, margins, 'reflect') } }
  },
  tfjs: ({ params }) => ({
    kind: 'class',
    className: 'ReflectPad2d',
    source: reflectPad2dSource,
    config: params,
    weights: {},
  }),
  differentiable: 2,
  summary: ({ padding }) => `${padding} px`,
})
