// precision: how much of what is generated lies among the real.
import type { Measure } from '../types'

export const precision: Measure = {
  title: 'Precision',
  order: 3,
  meaning: 'The share of generated pictures that look like some real one. Low: many are malformed.',
  better: 'higher',
  unit: 'share',
  from: { pictures: ({ nearness }) => nearness().precision },
  beside: ['floor'],
}
