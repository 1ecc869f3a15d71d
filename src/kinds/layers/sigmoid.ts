// sigmoid: squeezes numbers into 0 … 1.
import { defineActivation } from '../shared/activation'

export const sigmoid = defineActivation({
  title: 'Sigmoid',
  order: 40,
  doc: 'Squeezes numbers into 0 … 1, a probability; our losses work on logits and apply it themselves, so leave it off before them.',
  formula: 'y = 1 / (1 + e⁻ˣ)',
  name: 'sigmoid',
  domain: (rank) => (rank === 3 ? 'unit_image' : 'probability'),
  compute: (ops, x) => ops.sigmoid(x),
})
