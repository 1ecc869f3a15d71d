// modes_covered: how many modes are reached at all.
import type { Measure } from '../types'

export const modesCovered: Measure = {
  title: 'Modes reached',
  order: 13,
  meaning: 'How many of the clusters of real points are hit at least once.',
  better: 'higher',
  unit: 'modes',
  from: { points: ({ counts }) => counts.covered },
  beside: ['floor', 'noise'],
}
