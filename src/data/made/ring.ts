// Eight Gaussians on the unit circle: the classic test for mode collapse.
import { pointFields, writeGaussians } from './shared/points'
import type { MadeSet } from './types'

const centres = Array.from({ length: 8 }, (_, k) => {
  const angle = (k * Math.PI) / 4
  return [Math.cos(angle), Math.sin(angle)] as const
})
const sigma = 0.02

const exportedRule = `/** One of eight small clouds on the unit circle. */
function sampleRing(): { point: number[]; label: number[] } {
  const centre = (k: number) => [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)]
  const label = Math.floor(Math.random() * 8)
  const [x, y] = centre(label)
  return { point: [x + 0.02 * gaussian(), y + 0.02 * gaussian()], label: [label] }
}`

export const ring: MadeSet = {
  title: 'Ring of 8',
  order: 1,
  doc: 'Eight small clouds of points on the unit circle; a generator that forgets some of them has collapsed.',
  count: 50_000,
  fields: pointFields(centres.length),
  modes: { centres, sigma, extent: 1.5 },
  write: writeGaussians({ centres, sigma }),
  exported: { title: 'A ring of 8 clouds', name: 'sampleRing', source: exportedRule },
}
