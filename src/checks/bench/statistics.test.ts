// Medians, ratios of turns, and who gets another turn.
import { expect, test } from 'vitest'
import { median, medianRatio, takeTurns } from './statistics'

test('a median is the middle, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 2, 9])).toBe(3)
  expect(median([])).toBeNaN()
})

test('a ratio of turns does not see drift', () => {
  const drift = [1, 2, 4, 8, 16]
  const mine = drift.map((slow) => 3 * slow)
  const theirs = drift.map((slow) => 2 * slow)
  expect(medianRatio(mine, theirs)).toBeCloseTo(1.5, 12)
  expect(medianRatio(mine.slice(0, 1), theirs)).toBeCloseTo(1.5, 12)
  expect(medianRatio([], theirs)).toBeNaN()
})

test('players take turns', async () => {
  const order: string[] = []
  const play = (name: string) => () => {
    order.push(name)
    return Promise.resolve(order.length)
  }
  const measured = await takeTurns([play('a'), play('b')], { milliseconds: 1000, turns: 3 })
  expect(order.join('')).toBe('ababab')
  expect(measured).toEqual([
    [1, 3, 5],
    [2, 4, 6],
  ])
})

test('who fails or takes too long has no other turn', async () => {
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const slow = async () => {
    await wait(40)
    return 40
  }
  let left = 2
  const failing = () => Promise.resolve(left-- > 0 ? 1 : null)
  const quick = () => Promise.resolve(0)
  const measured = await takeTurns([slow, failing, quick], { milliseconds: 90, turns: 4 })
  expect(measured.map((times) => times.length)).toEqual([1, 2, 4])
})

test('no turn begins when the budget is spent, but the first', async () => {
  const slow = () => new Promise<number>((resolve) => setTimeout(() => resolve(1), 20))
  const measured = await takeTurns([slow], { milliseconds: 0, turns: 5 })
  expect(measured).toEqual([[1]])
})
