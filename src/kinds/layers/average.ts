// average: the mean of its inputs, number by number.
import { z } from 'zod'
import { defineKind } from '../define'
import { combined, fold } from '../shared/combine'

export const average = defineKind({
  title: 'Average',
  group: 'Combine',
  order: 30,
  doc: 'Takes the mean of its inputs number by number, so that several branches count alike and the size of numbers stays.',
  formula: 'y = (a + b + …) / n',
  params: z.strictObject({}),
  inputs: 'many',
  infer: ({ inputs }) => combined(inputs, 'averaged'),
  apply(ops, { inputs }) {
    const sum = fold(inputs, ops.clone, (before, next) => ops.add(before, next))
    return { outputs: { out: ops.mul(sum, 1 / Object.keys(inputs).length) } }
  },
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'average', config: {} }], weights: {} }),
  differentiable: 2,
})
