// crop2d: cuts margins off.
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { marginPairs, marginParams as params, showMargins } from '../shared/margins'

export const crop2d = defineKind({
  title: 'Cropping',
  group: 'Convolution',
  order: 90,
  doc: 'Cuts rows and columns off the sides, such as the margin that an earlier padding added, or what a U-Net’s skip has too much.',
  formula: 'y[i, j] = x[i + top, j + left]',
  paper: 'arXiv:1505.04597',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { top, bottom, left, right } }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 0, width = 0, channels = 0] = x.value.shape
    const shape = [height - top - bottom, width - left - right, channels]
    if (Math.min(...shape) < 1)
      return fail(`nothing is left of a picture of ${height}×${width}: cut off less`)
    return succeed({ out: { shape, domain: x.value.domain } })
  },
  apply(ops, { inputs: { x }, params: { top, bottom, left, right } }) {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape
    const size = [batch, height - top - bottom, width - left - right, channels]
    return { outputs: { out: ops.slice(x, [0, top, left, 0], size) } }
  },
  tfjs({ params }) {
    const config = { cropping: marginPairs(params) }
    return { kind: 'stock', layers: [{ name: 'cropping2D', config }], weights: {} }
  },
  differentiable: 2,
  summary: showMargins,
})
