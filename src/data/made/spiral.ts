// Two spiral arms of one and a half turns each, the same density all along.
import { pointFields, writePoint } from './shared/points'
import type { MadeSet } from './types'

const turns = 1.5
const spread = 0.02

const exportedRule = `/** A point on one of two spiral arms of one and a half turns. */
function sampleSpiral(): { point: number[]; label: number[] } {
  const label = Math.floor(Math.random() * 2)
  // Length along an arm grows with the square of the angle: the root makes points evenly dense.
  const along = Math.sqrt(Math.random())
  const angle = along * 3 * Math.PI + label * Math.PI
  const point = [along * Math.cos(angle) + 0.02 * gaussian(), along * Math.sin(angle) + 0.02 * gaussian()]
  return { point, label: [label] }
}`

export const spiral: MadeSet = {
  title: 'Spiral',
  order: 3,
  doc: 'Two arms that wind around each other; a curve, not clouds, so the generator must bend its noise.',
  count: 50_000,
  fields: pointFields(2),
  write: writePoint((draws) => {
    const label = draws.choice(2)
    // Length along an arm grows with the square of the angle: the root makes points evenly dense.
    const along = Math.sqrt(draws.uniform(0, 1))
    const angle = along * turns * 2 * Math.PI + label * Math.PI
    return {
      x: along * Math.cos(angle) + spread * draws.normal(),
      y: along * Math.sin(angle) + spread * draws.normal(),
      label,
    }
  }),
  exported: { title: 'Spirals', name: 'sampleSpiral', source: exportedRule },
}
