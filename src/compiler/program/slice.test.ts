// When a weight is 0 throughout a phase, against sampling the curve.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Curve } from '../../document/types'
import { isZeroThroughout } from './slice'

test.each<[string, Curve, [number, number], boolean]>([
  ['a number', 0, [0, 1], true],
  ['another number', 0.1, [0, 1], false],
  [
    'a step that comes later',
    {
      kind: 'step',
      points: [
        [0, 0],
        [0.5, 1],
      ],
    },
    [0, 0.5],
    true,
  ],
  [
    'a step that has come',
    {
      kind: 'step',
      points: [
        [0, 0],
        [0.5, 1],
      ],
    },
    [0.5, 1],
    false,
  ],
  [
    'a line that sets out',
    {
      kind: 'linear',
      points: [
        [0, 0],
        [0.5, 1],
      ],
    },
    [0, 0.5],
    false,
  ],
  [
    'a line before its first point',
    {
      kind: 'linear',
      points: [
        [0.5, 0],
        [1, 1],
      ],
    },
    [0, 0.5],
    true,
  ],
  [
    'a line that has arrived',
    {
      kind: 'linear',
      points: [
        [0, 1],
        [0.5, 0],
      ],
    },
    [0.5, 1],
    true,
  ],
])('%s', (_name, curve, [from, until], zero) => expect(isZeroThroughout(curve, from, until)).toBe(zero))

/** The curve's own meaning, written the slow way. */
function valueOf(curve: Exclude<Curve, number>, at: number): number {
  const { points } = curve
  const before = points.findLast(([x]) => x <= at)
  const after = points.find(([x]) => x > at)
  if (!before) return after?.[1] ?? 0
  if (!after || curve.kind === 'step') return before[1]
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0])
}

test('where it says 0, the curve is 0 at every moment of the phase', () => {
  const twentieth = fc.integer({ min: 0, max: 20 })
  const fraction = twentieth.map((n) => n / 20)
  const point = fc.tuple(fraction, fc.constantFrom(0, 0, 0, 1, -1))
  const curves = fc.record({
    kind: fc.constantFrom('step' as const, 'linear' as const),
    points: fc
      .uniqueArray(point, { minLength: 1, maxLength: 6, selector: ([at]) => at })
      .map((list) => list.sort((a, b) => a[0] - b[0])),
  })
  let zeros = 0
  fc.assert(
    fc.property(curves, twentieth, twentieth, (curve, a, b) => {
      const [from, until] = [Math.min(a, b) / 20, (Math.max(a, b) + 1) / 20]
      const moments = Array.from({ length: 50 }, (_, k) => from + ((until - from) * k) / 50)
      const isZero = moments.every((at) => valueOf(curve as never, at) === 0)
      const says = isZeroThroughout(curve, from, until)
      if (says) expect(isZero).toBe(true)
      // A step curve is told exactly; of a line it may be too careful.
      if (curve.kind === 'step') expect(says).toBe(isZero)
      zeros += Number(says)
    }),
    { numRuns: 1000 },
  )
  expect(zeros).toBeGreaterThan(20)
})
