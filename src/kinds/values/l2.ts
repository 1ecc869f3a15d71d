// l2: the mean squared difference.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferDistance } from '../shared/pairs'

export const l2 = defineKind({
  title: 'L2 distance',
  group: 'Losses',
  order: 70,
  doc: 'Pays the mean squared difference of two batches: large errors count most, and where several answers are right it prefers their average.',
  formula: 'mean (a − b)²',
  params: z.strictObject({}),
  inputs: { a: {}, b: {} },
  infer: ({ inputs }) => inferDistance(inputs, ['a', 'b']),
  apply: (ops, { inputs }) => ({
    outputs: { out: ops.mean(ops.square(ops.sub(inputs.a, inputs.b))) },
  }),
  expression: ({ inputs }) => `tf.mean(tf.square(tf.sub(${inputs.a}, ${inputs.b})))`,
  differentiable: 2,
})
