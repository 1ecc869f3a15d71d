// detach: the same tensor, through which no gradient flows.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { constantSource, cut } from '../shared/cut'
import { take } from '../shared/inputs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const detach = defineKind<z.infer<typeof params>>({
  title: 'Detach',
  group: 'Maths',
  doc: 'Passes its input on as a constant: what comes after it does not train what comes before it.',
  formula: 'y = x, dy/dx = 0',
  params,
  inputs: { x: {} },
  infer: ({ inputs }) => succeed({ out: take(inputs, 'x') }),
  apply: (ops, { inputs }) => ({ outputs: { out: cut(ops, take(inputs, 'x')) } }),
  expression: ({ inputs }) => `constant(${take(inputs, 'x')})`,
  functions: { constant: constantSource },
  differentiable: 0,
})
