// global_average_pool: the mean of every channel.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

export const globalAveragePool = defineKind({
  title: 'Global average pooling',
  group: 'Shape',
  order: 20,
  doc: 'Takes the mean of every channel over the whole picture: a vector that no longer depends on the picture’s size.',
  formula: 'y[c] = mean of x[i, j, c] over i, j',
  paper: 'arXiv:1312.4400',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs, 3)
    return x.ok ? succeed({ out: { shape: [x.value.shape[2] ?? 1], domain: 'features' } }) : x
  },
  apply: (ops, { inputs }) => ({ outputs: { out: ops.mean(inputs.x, [1, 2]) } }),
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'globalAveragePooling2d', config: {} }], weights: {} }),
  differentiable: 2,
})
