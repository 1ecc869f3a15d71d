// Two interleaved half circles, moved and scaled to fit the square from −1 to 1.
import { pointFields, writePoint } from './shared/points'
import type { MadeSet } from './types'

const spread = 0.03

const exportedRule = `/** A point on one of two half circles that reach into each other. */
function sampleMoons(): { point: number[]; label: number[] } {
  const label = Math.floor(Math.random() * 2)
  const angle = Math.random() * Math.PI
  const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle)
  const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)
  const point = [(x - 0.5) / 1.5 + 0.03 * gaussian(), (y - 0.25) / 1.5 + 0.03 * gaussian()]
  return { point, label: [label] }
}`

export const moons: MadeSet = {
  title: 'Two moons',
  order: 4,
  doc: 'Two half circles that reach into each other; the classic set that no straight line separates.',
  count: 50_000,
  fields: pointFields(2),
  write: writePoint((draws) => {
    const label = draws.choice(2)
    const angle = draws.uniform(0, Math.PI)
    const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle)
    const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)
    // The classic moons lie in [−1, 2] × [−0.5, 1]: centre (0.5, 0.25), half width 1.5.
    return {
      x: (x - 0.5) / 1.5 + spread * draws.normal(),
      y: (y - 0.25) / 1.5 + spread * draws.normal(),
      label,
    }
  }),
  exported: { title: 'Two moons', name: 'sampleMoons', source: exportedRule },
}
