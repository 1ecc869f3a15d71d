// softmax: numbers become shares of 1 along the channels.
import { defineActivation } from '../shared/activation'

export const softmax = defineActivation({
  title: 'Softmax',
  order: 110,
  doc: 'Turns the channels of each place into shares that sum to 1; our losses work on logits and apply it themselves, so leave it off before them.',
  formula: 'y[c] = exp(x[c]) / Σ exp(x)',
  name: 'softmax',
  domain: () => 'probability',
  compute: (ops, x) => ops.softmax(x),
})
