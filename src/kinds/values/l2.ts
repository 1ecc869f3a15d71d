// l2: the mean squared difference.
import { z } from 'zod'
import { take } from '../shared/inputs'
import { inferDistance } from '../shared/pairs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const l2 = defineKind<z.infer<typeof params>>({
  title: 'L2 distance',
  group: 'Losses',
  doc: 'Pays the mean squared difference of two batches: large errors count most, and where several answers are right it prefers their average.',
  formula: 'mean (a − b)²',
  params,
  inputs: { a: {}, b: {} },
  infer: ({ inputs }) => inferDistance(inputs, ['a', 'b']),
  apply: (ops, { inputs }) => ({
    outputs: { out: ops.mean(ops.square(ops.sub(take(inputs, 'a'), take(inputs, 'b')))) },
  }),
  expression: ({ inputs }) => `tf.mean(tf.square(tf.sub(${take(inputs, 'a')}, ${take(inputs, 'b')})))`,
  differentiable: 2,
})
