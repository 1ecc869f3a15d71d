// shift: every sample’s neighbour in the batch, so that pairs come apart.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'

const params = z.strictObject({
  by: z
    .int()
    .min(1)
    .max(4095)
    .default(1)
    .describe('How many places further in the batch the partner stands.'),
})

export const shift = defineKind({
  title: 'Shift in batch',
  group: 'Combine',
  order: 20,
  doc: 'Gives every sample the value of another sample of the batch: GAN-CLS shows its discriminator real pictures with a shifted caption as wrong pairs. Now and then the partner’s caption is the same: of the 180 sentences of the captioned shapes, in one pair of 180. So few right pairs among the wrong ones are left in.',
  formula: 'y[i] = x[(i + by) mod batch]',
  paper: 'arXiv:1605.05396',
  params,
  inputs: { x: {} },
  infer: ({ inputs }) => succeed({ out: inputs.x }),
  apply(ops, { inputs: { x }, params: { by } }) {
    const [batch = 1, ...shape] = x.shape
    const from = by % batch
    if (from === 0) return { outputs: { out: ops.clone(x) } }
    const rest = shape.map(() => 0)
    const [front, back] = [ops.slice(x, [0, ...rest], [from, ...shape]), ops.slice(x, [from, ...rest])]
    return { outputs: { out: ops.concat([back, front], 0) } }
  },
  expression: ({ inputs, params: { by } }) => `shiftBatch(${inputs.x}, ${by})`,
  functions: {
    shiftBatch: `/** Every sample's partner: the one that stands so many places further in the batch. */
function shiftBatch(x: tf.Tensor, by: number): tf.Tensor {
  const from = by % x.shape[0]
  if (from === 0) return tf.clone(x)
  return tf.concat([tf.slice(x, from), tf.slice(x, 0, from)], 0)
}`,
  },
  differentiable: 2,
  summary: ({ by }) => `by ${by}`,
})
