// upsampling2d: a picture becomes larger by a whole factor.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { bilinearUpsamplingSource } from '../tfjs/pictures'

const params = z.strictObject({
  factor: z.int().min(1).max(16).default(2).describe('How many times higher and wider the picture becomes.'),
  method: z
    .enum(['nearest', 'bilinear'])
    .default('nearest')
    .describe('Repeats every pixel, or blends neighbours (half-pixel centres, as PyTorch does).'),
})

export const upsampling2d = defineKind({
  title: 'Upsampling',
  group: 'Convolution',
  order: 30,
  doc: 'Makes the picture larger without learning; with a convolution behind it, it paints no checkerboards as transposed ones can.',
  formula: 'y[i, j] = x[⌊i / factor⌋, ⌊j / factor⌋], or a blend of the four nearest',
  paper: 'https://distill.pub/2016/deconv-checkerboard',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { factor } }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 0, width = 0, channels = 0] = x.value.shape
    return succeed({ out: { shape: [height * factor, width * factor, channels], domain: x.value.domain } })
  },
  apply(ops, { inputs, params: { factor, method } }) {
    const x = inputs.x as tf.Tensor4D
    const size: [number, number] = [x.shape[1] * factor, x.shape[2] * factor]
    const { resizeNearestNeighbor, resizeBilinear } = ops.image
    const out = method === 'nearest' ? resizeNearestNeighbor(x, size) : resizeBilinear(x, size, false, true)
    return { outputs: { out } }
  },
  tfjs({ params: { factor, method } }) {
    if (method === 'bilinear') {
      return {
        kind: 'class',
        className: 'BilinearUpsampling',
        source: bilinearUpsamplingSource,
        config: { factor },
        weights: {},
      }
    }
    const config = { size: [factor, factor], interpolation: 'nearest' }
    return { kind: 'stock', layers: [{ name: 'upSampling2d', config }], weights: {} }
  },
  differentiable: 2,
  summary: ({ factor, method }) => `×${factor} · ${method}`,
})
