// modes_strong: how many modes get a fair part of the points.
import type { Measure } from '../types'

export const modesStrong: Measure = {
  title: 'Modes served',
  order: 14,
  meaning: 'How many clusters get at least a twentieth of their fair share.',
  better: 'higher',
  unit: 'modes',
  from: { points: ({ counts }) => counts.strong },
  beside: ['floor', 'noise'],
}
