// tile: a vector at every place of a map.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { tileToMapSource } from '../tfjs/pictures'

const side = z.int().min(1).max(1024).default(4)
const params = z.strictObject({
  height: side.describe('Rows of the map.'),
  width: side.describe('Columns of the map.'),
})

export const tile = defineKind({
  title: 'Tile',
  group: 'Shape',
  order: 10,
  doc: 'Repeats a vector at every place of a map, so that a condition can stand beside a picture’s channels: how a text meets a picture in a discriminator.',
  formula: 'y[i, j, c] = x[c]',
  paper: 'arXiv:1605.05396',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { height, width } }) {
    const x = numbersIn(inputs, 1)
    if (!x.ok) return x
    return succeed({ out: { shape: [height, width, ...x.value.shape], domain: 'features' } })
  },
  apply(ops, { inputs: { x }, params: { height, width } }) {
    const [batch = 1, channels = 1] = x.shape
    const point = ops.reshape(x, [batch, 1, 1, channels])
    return { outputs: { out: ops.mul(point, ops.fill([1, height, width, 1], 1)) } }
  },
  tfjs: ({ params }) => ({
    kind: 'class',
    className: 'TileToMap',
    source: tileToMapSource,
    config: params,
    weights: {},
  }),
  differentiable: 2,
  summary: ({ height, width }) => `${height}×${width}`,
})
