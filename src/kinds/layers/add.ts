// add: the sum of its inputs, number by number.
import { z } from 'zod'
import { defineKind } from '../define'
import { combined, fold } from '../shared/combine'

export const add = defineKind({
  title: 'Add',
  group: 'Combine',
  order: 20,
  doc: 'Adds its inputs number by number: with a shortcut around some layers it makes them a residual block.',
  formula: 'y = a + b + …',
  params: z.strictObject({}),
  inputs: 'many',
  infer: ({ inputs }) => combined(inputs, 'added'),
  // Pairs rather than addN, whose gradient repeats one tensor per input but which wasm runs as pairs anyway.
  apply: (ops, { inputs }) => ({
    outputs: { out: fold(inputs, ops.clone, (sum, next) => ops.add(sum, next)) },
  }),
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'add', config: {} }], weights: {} }),
  differentiable: 2,
})
