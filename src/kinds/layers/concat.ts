// concat: puts channels side by side.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferSideBySide } from '../shared/combine'
import { inOrder } from '../shared/inputs'

export const concat = defineKind({
  title: 'Concatenate',
  group: 'Combine',
  order: 10,
  doc: 'Puts its inputs side by side along the last axis, in the order of their names: noise beside a condition, or a U-Net’s skip.',
  params: z.strictObject({}),
  inputs: 'many',
  infer: ({ inputs }) => inferSideBySide(inputs),
  apply: (ops, { inputs }) => ({ outputs: { out: ops.concat(inOrder(inputs), -1) } }),
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'concatenate', config: { axis: -1 } }], weights: {} }),
  differentiable: 2,
})
