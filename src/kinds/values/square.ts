// square: every number times itself.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { isNames } from '../shared/pairs'

export const square = defineKind({
  title: 'Square',
  group: 'Maths',
  order: 40,
  doc: 'Multiplies every number by itself.',
  formula: 'y = x²',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer({ inputs }) {
    const { shape, domain } = inputs.x
    if (isNames(domain)) return fail('x carries names, not numbers')
    return succeed({ out: { shape, domain: domain === 'scalar' ? 'scalar' : 'any' } })
  },
  apply: (ops, { inputs }) => ({ outputs: { out: ops.square(inputs.x) } }),
  expression: ({ inputs }) => `tf.square(${inputs.x})`,
  differentiable: 2,
  sampled: true,
})
