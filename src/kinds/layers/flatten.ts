// flatten: a picture becomes one long vector.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn, sizeOf } from '../shared/inputs'

export const flatten = defineKind({
  title: 'Flatten',
  group: 'Shape',
  order: 30,
  doc: 'Lines all numbers of a sample up in one vector, row by row, so that a dense layer can follow.',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    if (!x.ok) return x
    const { shape, domain } = x.value
    // A vector of pixels is no picture any more, but numbers in [0, 1] stay numbers in [0, 1].
    const flat = domain === 'unit_image' ? 'probability' : domain === 'image' ? 'any' : domain
    return succeed({ out: { shape: [sizeOf(shape)], domain: flat } })
  },
  apply(ops, { inputs: { x } }) {
    return { outputs: { out: ops.reshape(x, [x.shape[0] ?? 1, sizeOf(x.shape.slice(1))]) } }
  },
  tfjs({ inputs }) {
    // tf.layers refuses to flatten what is flat.
    const { shape } = inputs.x
    const flatten = { name: 'flatten', config: {} }
    const same = { name: 'reshape', config: { targetShape: shape } }
    return { kind: 'stock', layers: [shape.length > 1 ? flatten : same], weights: {} }
  },
  arrange: (shape) => (shape.length === 1 ? {} : null),
  differentiable: 2,
})
