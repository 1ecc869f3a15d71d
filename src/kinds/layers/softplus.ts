// softplus: a ReLU without its corner.
import { defineActivation } from '../shared/activation'

export const softplus = defineActivation({
  title: 'Softplus',
  order: 100,
  doc: 'Is a ReLU without its corner and always above 0: right for a number that must be positive, such as a standard deviation.',
  formula: 'y = ln(1 + eˣ)',
  paper: 'https://proceedings.mlr.press/v15/glorot11a.html',
  name: 'softplus',
  domain: () => 'features',
  compute: (ops, x) => ops.softplus(x),
})
