// pixel_shuffle: channels become pixels.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { pixelShuffleSource } from '../tfjs/pictures'

const params = z.strictObject({
  factor: z.int().min(2).max(8).default(2).describe('How many times higher and wider the picture becomes.'),
})

export const pixelShuffle = defineKind({
  title: 'Pixel shuffle',
  group: 'Convolution',
  order: 40,
  doc: 'Lays groups of channels out as small squares of pixels, which enlarges a picture with learned detail; channels are in PyTorch’s order.',
  formula: 'y[h·r + i, w·r + j, c] = x[h, w, c·r² + i·r + j]',
  paper: 'arXiv:1609.05158',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { factor } }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 0, width = 0, channels = 0] = x.value.shape
    if (channels % factor ** 2 !== 0) {
      return fail(
        `x has ${channels} channels, which is no multiple of ${factor ** 2} (${factor}×${factor}): give the layer before it as many filters`,
      )
    }
    const shape = [height * factor, width * factor, channels / factor ** 2]
    return succeed({ out: { shape, domain: 'features' } })
  },
  // Two small turns of three and four axes: one of six is several times slower.
  apply(ops, { inputs: { x }, params: { factor } }) {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape
    const left = channels / factor ** 2
    const groups = ops.reshape(x, [batch * height * width, left, factor ** 2])
    const squares = ops.reshape(ops.transpose(groups, [0, 2, 1]), [
      batch * height,
      width,
      factor,
      factor * left,
    ])
    const rows = ops.transpose(squares, [0, 2, 1, 3])
    return { outputs: { out: ops.reshape(rows, [batch, height * factor, width * factor, left]) } }
  },
  tfjs: ({ params }) => ({
    kind: 'class',
    className: 'PixelShuffle',
    source: pixelShuffleSource,
    config: params,
    weights: {},
  }),
  differentiable: 2,
  example({ factor }, { integer }) {
    const shape = [integer(1, 3), integer(1, 3), factor ** 2 * integer(1, 2)]
    return { x: { shape, domain: 'any' } }
  },
  summary: ({ factor }) => `×${factor}`,
})
