// clusters: how well the categories that a game found by itself are the classes of the data.
import { agreement, bestAssignment, countPairs } from '../classes'
import type { Measure } from '../types'

export const clusters: Measure = {
  title: 'Clusters are classes',
  order: 25,
  meaning: 'How often a real picture’s category is its class, though nobody ever named the classes.',
  better: 'higher',
  unit: 'share',
  from: {
    // Under the best matching of categories to classes.
    codes({ clusters: found, classes, categories }) {
      const match = bestAssignment(countPairs(found, classes, categories))
      return agreement(
        found.map((category) => match[category] ?? -1),
        classes,
      )
    },
  },
}
