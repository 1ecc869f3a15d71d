// frechet: the distance between the Gaussians that fit the features of both sides.
import { frechetDistance } from '../features'
import type { Measure } from '../types'

export const frechet: Measure = {
  title: 'Fréchet distance',
  order: 1,
  meaning:
    'How far the generated pictures as a whole are from the real ones, by features learned on this data set. Lower is better; real pictures get the floor. Not comparable with FID.',
  better: 'lower',
  unit: 'squared deviations of the features',
  from: { pictures: ({ real, generated }) => frechetDistance(real, generated) },
  beside: ['floor', 'noise', 'mean'],
  real: 'floor',
  telling: true,
}
