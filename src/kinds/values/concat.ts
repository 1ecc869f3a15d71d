// concat: puts values side by side.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferSideBySide } from '../shared/combine'
import { inOrder } from '../shared/inputs'

export const concat = defineKind({
  title: 'Concatenate',
  group: 'Combine',
  order: 30,
  doc: 'Puts values side by side along the last axis, in the order of their names: noise beside a code, or the two pictures of a pair.',
  params: z.strictObject({}),
  inputs: 'many',
  infer: ({ inputs }) => inferSideBySide(inputs),
  apply: (ops, { inputs }) => ({ outputs: { out: ops.concat(inOrder(inputs), -1) } }),
  expression: ({ inputs }) => `tf.concat([${inOrder(inputs).join(', ')}], -1)`,
  differentiable: 2,
  sampled: true,
})
