// pairwise_distance: how different samples are from each other, beside real ones.
import { firstOf, pairwiseRatio, type Features } from '../features'
import type { Measure } from '../types'

export const pairwiseDistance: Measure = {
  title: 'Variety',
  order: 7,
  meaning:
    'How different generated pictures are from each other, beside real ones: 1 is as varied, near 0 is a collapse.',
  better: 'higher',
  unit: 'of real pictures',
  from: { pictures: ({ real, generated }) => pairwiseRatio(few(real), few(generated)) },
}

function few(set: Features): Features {
  return firstOf(set, Math.min(500, set.values.length / set.width))
}
