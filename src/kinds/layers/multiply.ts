// multiply: the product of its inputs, number by number.
import { z } from 'zod'
import { defineKind } from '../define'
import { combined, fold } from '../shared/combine'

export const multiply = defineKind({
  title: 'Multiply',
  group: 'Combine',
  order: 50,
  doc: 'Multiplies its inputs number by number: noise by the vector of its class as in ACGAN, or features by a gate.',
  formula: 'y = a · b · …',
  paper: 'arXiv:1610.09585',
  params: z.strictObject({}),
  inputs: 'many',
  infer: ({ inputs }) => combined(inputs, 'multiplied'),
  apply: (ops, { inputs }) => ({
    outputs: { out: fold(inputs, ops.clone, (product, next) => ops.mul(product, next)) },
  }),
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'multiply', config: {} }], weights: {} }),
  differentiable: 2,
})
