// mean: the average of all numbers of a batch, as one number to minimize.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferLoss } from '../shared/losses'

export const mean = defineKind({
  title: 'Mean',
  group: 'Maths',
  order: 10,
  doc: 'Averages all numbers of the batch into one that a player can minimize, or maximize with a negative weight.',
  formula: 'y = mean(x)',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer: inferLoss,
  apply: (ops, { inputs }) => ({ outputs: { out: ops.mean(inputs.x) } }),
  expression: ({ inputs }) => `tf.mean(${inputs.x})`,
  differentiable: 2,
})
