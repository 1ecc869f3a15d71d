// l1: the mean distance of all numbers from the right ones.
import { meanAbsoluteError } from '../pictureDistances'
import type { Measure } from '../types'

export const l1: Measure = {
  title: 'Mean error',
  order: 17,
  meaning: 'How far each number of a picture is from the right one, on a scale of 2. Lower is better.',
  better: 'lower',
  unit: 'of a range of 2',
  from: { translation: ({ shown, target }) => meanAbsoluteError(shown.values, target.values) },
  beside: ['mean', 'identity'],
  directed: true,
  telling: true,
}
