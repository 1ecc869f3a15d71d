// ssim: the structural similarity to the right picture.
import { structuralSimilarity } from '../pictureDistances'
import type { Measure } from '../types'

export const ssim: Measure = {
  title: 'SSIM',
  order: 19,
  meaning: 'Likeness of structure to the right picture: 1 is the same.',
  better: 'higher',
  unit: 'of 1',
  from: { enlargement: ({ shown, target }) => structuralSimilarity(shown, target) },
  beside: ['nearest', 'bilinear', 'bicubic'],
}
