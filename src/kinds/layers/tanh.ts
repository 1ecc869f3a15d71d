// tanh: squeezes numbers into −1 … 1.
import { defineActivation } from '../shared/activation'

export const tanh = defineActivation({
  title: 'Tanh',
  order: 30,
  doc: 'Squeezes numbers into −1 … 1, the range of our pictures: the usual end of a generator.',
  formula: 'y = tanh(x)',
  name: 'tanh',
  sampled: true,
  domain: (rank) => (rank === 3 ? 'image' : 'any'),
  compute: (ops, x) => ops.tanh(x),
})
