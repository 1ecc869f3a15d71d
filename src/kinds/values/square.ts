// square: every number times itself.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { take } from '../shared/inputs'
import { isNames } from '../shared/pairs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const square = defineKind<z.infer<typeof params>>({
  title: 'Square',
  group: 'Maths',
  doc: 'Multiplies every number by itself.',
  formula: 'y = x²',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const { shape, domain } = take(inputs, 'x')
    if (isNames(domain)) return fail('x carries names, not numbers')
    return succeed({ out: { shape, domain: domain === 'scalar' ? 'scalar' : 'any' } })
  },
  apply: (ops, { inputs }) => ({ outputs: { out: ops.square(take(inputs, 'x')) } }),
  expression: ({ inputs }) => `tf.square(${take(inputs, 'x')})`,
  differentiable: 2,
})
