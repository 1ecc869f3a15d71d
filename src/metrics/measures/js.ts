// js: the Jensen–Shannon divergence between the histograms of two clouds of points.
import { jensenShannon } from '../points'
import type { Measure } from '../types'

export const js: Measure = {
  title: 'Jensen–Shannon divergence',
  order: 16,
  meaning: 'How different the two clouds of points are, in bits: 0 is the same, 1 has nothing in common.',
  better: 'lower',
  unit: 'bits',
  from: { points: ({ points, real, modes }) => jensenShannon(points, real, modes) },
  beside: ['floor', 'noise'],
  real: { points: ({ others, real, modes }) => jensenShannon(real, others, modes) },
  telling: true,
}
