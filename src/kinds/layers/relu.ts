// relu: keeps positive numbers.
import { defineActivation } from '../shared/activation'

export const relu = defineActivation({
  title: 'ReLU',
  order: 10,
  doc: 'Keeps positive numbers and turns negative ones into 0: the usual activation inside a generator.',
  formula: 'y = max(x, 0)',
  name: 'relu',
  kinks: { at: [0] },
  domain: () => 'features',
  compute: (ops, x) => ops.relu(x),
  rectifier: () => 0,
})
