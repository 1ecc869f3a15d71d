// Twenty-five Gaussians on a square grid: spacing 2 and σ 0.05, divided by 2.828 so that coordinates stay near 1.
import { pointFields, writeGaussians } from './shared/points'
import type { MadeSet } from './types'

const scale = 2.828
const centres = Array.from({ length: 25 }, (_, k) => {
  return [(Math.floor(k / 5) * 2 - 4) / scale, ((k % 5) * 2 - 4) / scale] as const
})
const sigma = 0.05 / scale

const exportedRule = `/** One of twenty-five small clouds on a square grid. */
function sampleGrid(): { point: number[]; label: number[] } {
  const scale = 2.828
  const centre = (k: number) => [(Math.floor(k / 5) * 2 - 4) / scale, ((k % 5) * 2 - 4) / scale]
  const label = Math.floor(Math.random() * 25)
  const [x, y] = centre(label)
  return { point: [x + (0.05 / scale) * gaussian(), y + (0.05 / scale) * gaussian()], label: [label] }
}`

export const grid: MadeSet = {
  title: 'Grid of 25',
  order: 2,
  doc: 'Twenty-five small clouds of points on a square grid; harder to cover than the ring.',
  count: 50_000,
  fields: pointFields(centres.length),
  modes: { centres, sigma, extent: 2 },
  write: writeGaussians({ centres, sigma }),
  exported: { title: 'A grid of 25 clouds', name: 'sampleGrid', source: exportedRule },
}
