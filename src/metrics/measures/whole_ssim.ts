// whole_ssim: the structural similarity of whole pictures, as the literature on super-resolution has it.
import { meanOver, structuralSimilarity } from '../pictureDistances'
import type { Measure } from '../types'

export const wholeSsim: Measure = {
  title: 'SSIM of whole pictures',
  order: 21,
  meaning: 'Likeness of structure of whole pictures: brightness alone, without 4 pixels of border.',
  better: 'higher',
  unit: 'of 1',
  from: {
    wholes: ({ pictures }) => meanOver(pictures, ({ shown, target }) => structuralSimilarity(shown, target)),
  },
  beside: ['nearest', 'bilinear', 'bicubic'],
}
