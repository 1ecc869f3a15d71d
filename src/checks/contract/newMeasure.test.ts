// A metric is one file and its entry: one that only this test knows is planned, computed, worded and shown like any other.
import { expect, test } from 'vitest'
import { compileProgram } from '../../compiler/program/compile'
import { template } from '../../document/testing/load'
import { dataFor } from '../../metrics/dataFor'
import { measure } from '../../metrics/measure'
import { planMetrics } from '../../metrics/plan'
import { isBetterUpwards } from '../../metrics/registry'
import type { Measure, Work } from '../../metrics/types'
import { metricRows, wordsOf } from '../../studio/metricWords'
import { loadOps, startBackend } from '../../tensors/backends'

// What would be a file `farthest_point.ts` in src/metrics/measures.
const farthestPoint: Measure = {
  title: 'Farthest point',
  meaning: 'How far from the middle a generated point lies at most.',
  better: 'higher',
  unit: 'half sides of the square',
  from: {
    points: ({ points }) =>
      Array.from({ length: points.length / 2 }).reduce<number>(
        (most, _, k) => Math.max(most, Math.hypot(points[2 * k] ?? 0, points[2 * k + 1] ?? 0)),
        0,
      ),
  },
  beside: ['noise'],
}
const measures = { farthest_point: farthestPoint }

test('a metric of its own is all that a game is measured by', async () => {
  const compiled = compileProgram(template('gan_ring'))
  if (!compiled.ok) throw new Error('the ring does not compile')
  const program = compiled.value
  const [part, ...others] = planMetrics(program, measures)
  expect(others).toEqual([])
  expect(part?.kind).toBe('points')
  // No measure, no plan.
  expect(planMetrics(program, {})).toEqual([])

  const ops = loadOps()
  await startBackend({ ops }, 'cpu')
  const store = { load: () => Promise.resolve(null), save: () => Promise.resolve() }
  const work: Work = { ops, store, report: () => undefined, check: () => undefined }
  const count = part!.samples.count
  // Points on a circle of radius 3, one of them at 5.
  const values = Float32Array.from({ length: 2 * count }, (_, i) => {
    const angle = Math.floor(i / 2)
    const radius = angle === count - 1 ? 5 : 3
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle))
  })
  const draw = () => Promise.resolve({ [part!.samples.registers[0]!]: { shape: [count, 2], values } })
  const data = dataFor(program, () => Promise.reject(new Error('the data are made')))
  const figures = await measure(work, { program, draw, data, measures })

  expect(figures['farthestPoint']).toBeCloseTo(5, 4)
  expect(wordsOf('farthestPoint', measures).title).toBe('Farthest point')
  expect(isBetterUpwards('farthestPoint', measures)).toBe(true)
  const [row] = metricRows(figures, measures)
  expect(row?.key).toBe('farthestPoint')
  expect(row?.beside.map(({ title }) => title)).toEqual(['noise'])
})
