// psnr: the peak signal-to-noise ratio: of all pictures together for translations, as the mean of each one’s for enlargements.
import { meanPeakSignalRatio, peakSignalRatio } from '../pictureDistances'
import type { Measure } from '../types'

export const psnr: Measure = {
  title: 'PSNR',
  order: 18,
  meaning:
    'Nearness to the right picture, in decibels. Higher is better; 3 dB more is half the squared error.',
  better: 'higher',
  unit: 'dB',
  from: {
    translation: ({ shown, target }) => peakSignalRatio(shown.values, target.values),
    enlargement: ({ shown, target }) => meanPeakSignalRatio(shown, target),
  },
  beside: ['mean', 'identity', 'nearest', 'bilinear', 'bicubic'],
  directed: true,
  telling: true,
}
