// selu: an ELU scaled so that activations keep mean 0 and variance 1 by themselves.
import { defineActivation } from '../shared/activation'

export const selu = defineActivation({
  title: 'SELU',
  order: 70,
  doc: 'Is an ELU scaled so that activations drift to mean 0 and variance 1 by themselves, without a norm between the layers.',
  formula: 'y = 1.0507 · x for x > 0, else 1.7581 · (eˣ − 1)',
  paper: 'arXiv:1706.02515',
  name: 'selu',
  kinks: { at: [0] },
  domain: () => 'features',
  compute: (ops, x) => ops.selu(x),
})
