// foreground_iou: the overlap of what stands before a dark ground.
import { foregroundOverlap } from '../pictureDistances'
import type { Measure } from '../types'

export const foregroundIou: Measure = {
  title: 'Overlap of the shape',
  order: 22,
  meaning: 'How well the shape lies where it should: 1 is exactly there.',
  better: 'higher',
  unit: 'of 1',
  from: {
    translation: ({ shown, target, foreground }) =>
      foreground === undefined ? undefined : foregroundOverlap(shown, target, foreground),
  },
}
