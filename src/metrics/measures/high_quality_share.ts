// high_quality_share: how many points lie on a mode.
import type { Measure } from '../types'

export const highQualityShare: Measure = {
  title: 'Points on a mode',
  order: 15,
  meaning: 'The share of points within three widths of a cluster’s centre.',
  better: 'higher',
  unit: 'share',
  from: { points: ({ counts }) => counts.highQualityShare },
  beside: ['floor', 'noise'],
}
