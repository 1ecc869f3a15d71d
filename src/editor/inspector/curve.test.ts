// Curves stay ordered in time, and never lose their last point.
import { expect, test } from 'vitest'
import { addPoint, changedKind, removePoint, setPoint } from './curve'

const curve = {
  kind: 'linear' as const,
  points: [
    [0, 1],
    [0.5, 2],
    [1, 3],
  ] as [number, number][],
}

test('a point stays between its neighbours', () => {
  expect(setPoint(curve, 1, { at: 1.5 }).points[1]).toEqual([1, 2])
  expect(setPoint(curve, 1, { at: -1 }).points[1]).toEqual([0, 2])
  expect(setPoint(curve, 1, { amount: 9 }).points[1]).toEqual([0.5, 9])
})

test('kinds change without losing the number', () => {
  expect(changedKind(0.1, 'linear')).toEqual({
    kind: 'linear',
    points: [
      [0, 0.1],
      [1, 0.1],
    ],
  })
  expect(changedKind(curve, 'constant')).toBe(1)
  expect(changedKind(curve, 'step')).toEqual({ ...curve, kind: 'step' })
})

test('added points are in order', () => {
  expect(addPoint(curve).points.map(([at]) => at)).toEqual([0, 0.5, 0.75, 1])
  const short = { ...curve, points: curve.points.slice(0, 1) }
  expect(addPoint(short).points.map(([at]) => at)).toEqual([0, 0.5])
  expect(removePoint(short, 0)).toEqual(short)
})
