// The columns, rows and sentences of the loss curves.
import { expect, test } from 'vitest'
import { describeLosses, formatLoss, lossColumns, lossTrend, newestLoss, thinPoints } from './losses'

const point = (round: number, d: number, g: number) => ({ round, losses: { d, g } })

test('columns hold null where a player has no finite loss', () => {
  const points = [point(1, 1.5, NaN), { round: 2, losses: { d: 1.25 } }]
  expect(lossColumns(points, ['d', 'g'])).toEqual([
    [1, 2],
    [1.5, 1.25],
    [null, null],
  ])
})

test('losses show the digits that matter', () => {
  expect([0, 1.38629, -0.5, 12.345, 123.45, 0.00001, null].map(formatLoss)).toEqual([
    '0.000',
    '1.386',
    '-0.500',
    '12.35',
    '123.5',
    '1.0e-5',
    '–',
  ])
})

test('a thinned table keeps the first and the newest', () => {
  const points = Array.from({ length: 1000 }, (_, i) => point(i, 0, 0))
  const thin = thinPoints(points, 20)
  expect(thin).toHaveLength(20)
  expect([thin[0]?.round, thin.at(-1)?.round]).toEqual([0, 999])
  expect(new Set(thin.map((one) => one.round)).size).toBe(20)
})

test('a trend compares the newest tenth with the tenth before', () => {
  const falling = Array.from({ length: 100 }, (_, i) => point(i, 100 - i, 1))
  expect(lossTrend(falling, 'd')).toBe('falls')
  expect(lossTrend(falling, 'g')).toBe('steady')
  expect(lossTrend(falling.slice(0, 10), 'd')).toBe(null)
})

test('the newest loss of a player may stand before the last point', () => {
  const points = [point(1, 1.5, 0.5), { round: 2, losses: { d: 1.25 } }]
  expect([newestLoss(points, 'd'), newestLoss(points, 'g'), newestLoss(points, 'h')]).toEqual([
    1.25,
    0.5,
    null,
  ])
})

test('the sentence names each player', () => {
  expect(describeLosses([], [])).toBe('No losses yet.')
  expect(describeLosses([point(1200, 1.3, 0.7)], [{ id: 'd', title: 'D' }])).toBe(
    'Losses at round 1,200: D 1.300.',
  )
})
