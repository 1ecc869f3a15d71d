// elu: positive numbers pass, negative ones bend smoothly towards −1.
import { defineActivation } from '../shared/activation'

export const elu = defineActivation({
  title: 'ELU',
  order: 60,
  doc: 'Lets positive numbers pass and bends negative ones smoothly towards −1, so that the mean of activations stays near 0.',
  formula: 'y = x for x > 0, else eˣ − 1',
  paper: 'arXiv:1511.07289',
  name: 'elu',
  kinks: { at: [0] },
  domain: () => 'features',
  compute: (ops, x) => ops.elu(x),
})
