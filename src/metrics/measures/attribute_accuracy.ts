// attribute_accuracy: how often a picture shows what a sentence asked for, by label.
import { agreement } from '../classes'
import type { Measure } from '../types'

export const attributeAccuracy: Measure = {
  title: 'Right attributes',
  order: 11,
  meaning: 'How often a picture shows what the sentence asked for, attribute by attribute.',
  better: 'higher',
  unit: 'share',
  from: {
    pictures: ({ classes }) =>
      classes?.described &&
      Object.fromEntries(
        Object.entries(classes.described).map(([name, { seen, wanted }]) => [name, agreement(seen, wanted)]),
      ),
  },
}
