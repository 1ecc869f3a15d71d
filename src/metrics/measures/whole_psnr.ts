// whole_psnr: the peak signal-to-noise ratio of whole pictures, as the literature on super-resolution has it.
import { meanOver, meanPeakSignalRatio } from '../pictureDistances'
import type { Measure } from '../types'

export const wholePsnr: Measure = {
  title: 'PSNR of whole pictures',
  order: 20,
  meaning:
    'The same for whole pictures enlarged at their own size: brightness alone, without 4 pixels of border, as papers report it.',
  better: 'higher',
  unit: 'dB',
  from: {
    wholes: ({ pictures }) => meanOver(pictures, ({ shown, target }) => meanPeakSignalRatio(shown, target)),
  },
  beside: ['nearest', 'bilinear', 'bicubic'],
}
