// gelu: numbers are weighed by how many of a normal distribution they exceed.
import { defineActivation } from '../shared/activation'

export const gelu = defineActivation({
  title: 'GELU',
  order: 80,
  doc: 'Weighs each number by the share of a normal distribution that lies below it: a smooth ReLU, usual in transformers.',
  formula: 'y = x · Φ(x) = x · (1 + erf(x / √2)) / 2',
  paper: 'arXiv:1606.08415',
  name: 'gelu',
  domain: () => 'features',
  compute: (ops, x) => ops.mul(x, ops.mul(ops.add(ops.erf(ops.mul(x, Math.SQRT1_2)), 1), 0.5)),
})
