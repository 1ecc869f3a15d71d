// mutual_information: InfoGAN’s lower bound L_I, beside the entropy of the categories.
import { meanCrossEntropy } from '../classes'
import type { Measure } from '../types'

export const mutualInformation: Measure = {
  title: 'Information in the code',
  order: 26,
  meaning:
    'How much of the category can be read off the pictures, in nats; the most there is stands beside it.',
  better: 'higher',
  unit: 'nats',
  from: {
    codes: ({ logits, hidden, categories }) =>
      Math.log(categories) - meanCrossEntropy(logits, hidden, categories),
  },
  most: { key: 'categoryEntropy', from: { codes: ({ categories }) => Math.log(categories) } },
}
