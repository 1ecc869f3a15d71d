// Eight Gaussians on the unit circle: the classic test for mode collapse.
import { pointFields, writeGaussians } from './shared/points'
import type { MadeSet } from './types'

const centres = Array.from({ length: 8 }, (_, k) => {
  const angle = (k * Math.PI) / 4
  return [Math.cos(angle), Math.sin(angle)] as const
})
const sigma = 0.02

export const ring: MadeSet = {
  title: 'Ring of 8',
  doc: 'Eight small clouds of points on the unit circle; a generator that forgets some of them has collapsed.',
  fields: pointFields(centres.length),
  modes: { centres, sigma, extent: 1.5 },
  write: writeGaussians({ centres, sigma }),
}
