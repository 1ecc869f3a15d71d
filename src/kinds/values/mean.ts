// mean: the average of all numbers of a batch, as one number to minimize.
import { z } from 'zod'
import { take } from '../shared/inputs'
import { inferLoss } from '../shared/losses'
import { defineKind } from '../types'

const params = z.strictObject({})

export const mean = defineKind<z.infer<typeof params>>({
  title: 'Mean',
  group: 'Maths',
  doc: 'Averages all numbers of the batch into one that a player can minimize, or maximize with a negative weight.',
  formula: 'y = mean(x)',
  params,
  inputs: { x: {} },
  infer: inferLoss,
  apply: (ops, { inputs }) => ({ outputs: { out: ops.mean(take(inputs, 'x')) } }),
  expression: ({ inputs }) => `tf.mean(${take(inputs, 'x')})`,
  differentiable: 2,
})
