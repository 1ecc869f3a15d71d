// detach: the same tensor, through which no gradient flows.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { constantSource, cut } from '../shared/cut'

export const detach = defineKind({
  title: 'Detach',
  group: 'Maths',
  order: 20,
  doc: 'Passes its input on as a constant: what comes after it does not train what comes before it.',
  formula: 'y = x, dy/dx = 0',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer: ({ inputs }) => succeed({ out: inputs.x }),
  apply: (ops, { inputs }) => ({ outputs: { out: cut(ops, inputs.x) } }),
  expression: ({ inputs }) => `constant(${inputs.x})`,
  functions: { constant: constantSource },
  differentiable: 0,
})
