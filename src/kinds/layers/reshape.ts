// reshape: the same numbers in another shape.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn, showShape, sizeOf } from '../shared/inputs'

const params = z.strictObject({
  shape: z
    .array(z.int().min(1).max(65_536))
    .min(1)
    .max(4)
    .default([7, 7, 64])
    .describe('The new shape, without the batch: height, width, channels for a picture.'),
})

export const reshape = defineKind({
  title: 'Reshape',
  group: 'Shape',
  order: 40,
  doc: 'Arranges the numbers of a sample in another shape, such as a vector into a small picture at the start of a generator.',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { shape } }) {
    const x = numbersIn(inputs)
    if (!x.ok) return x
    const [has, needs] = [sizeOf(x.value.shape), sizeOf(shape)]
    if (has !== needs) {
      return fail(
        `x has ${has} numbers (${showShape(x.value.shape)}), but ${showShape(shape)} needs ${needs}`,
      )
    }
    const domain = x.value.domain === 'probability' && shape.length === 3 ? 'unit_image' : x.value.domain
    return succeed({ out: { shape, domain } })
  },
  apply(ops, { inputs: { x }, params }) {
    return { outputs: { out: ops.reshape(x, [x.shape[0] ?? 1, ...params.shape]) } }
  },
  tfjs: ({ params }) => ({
    kind: 'stock',
    layers: [{ name: 'reshape', config: { targetShape: params.shape } }],
    weights: {},
  }),
  arrange: (shape) => ({ shape: [...shape] }),
  differentiable: 2,
  example: ({ shape }, { pick }) => ({
    x: { shape: pick([[sizeOf(shape)], shape.toReversed()]), domain: 'any' },
  }),
  summary: (params) => showShape(params.shape),
})
