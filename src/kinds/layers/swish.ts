// swish: numbers are weighed by their own sigmoid.
import { defineActivation } from '../shared/activation'

export const swish = defineActivation({
  title: 'Swish',
  order: 90,
  doc: 'Weighs each number by its own sigmoid, also called SiLU: smooth everywhere, and a little below 0 for small negative numbers.',
  formula: 'y = x / (1 + e⁻ˣ)',
  paper: 'arXiv:1710.05941',
  name: 'swish',
  domain: () => 'features',
  compute: (ops, x) => ops.mul(x, ops.sigmoid(x)),
})
