// classes: how many classes are generated at all.
import type { Measure } from '../types'

export const classes: Measure = {
  title: 'Classes found',
  order: 8,
  meaning: 'How many of the data’s classes are generated at all.',
  better: 'higher',
  unit: 'classes',
  from: { pictures: ({ classes }) => classes?.spread.classes },
}
