// cycle: how far pictures are from themselves after going there and back.
import { meanAbsoluteError } from '../pictureDistances'
import type { Measure } from '../types'

export const cycle: Measure = {
  title: 'Cycle error',
  order: 24,
  meaning: 'How far a picture is from itself after going there and back.',
  better: 'lower',
  unit: 'of a range of 2',
  from: { returned: ({ shown, target }) => meanAbsoluteError(shown, target) },
}
