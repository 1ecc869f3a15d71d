// The rules of a run's health, on made-up histories.
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../src/lib/random'
import {
  isAhead,
  isCollapsed,
  isSaturated,
  patience,
  remember,
  sketchOf,
  spreadOf,
  type Look,
  type MeanLoss,
} from './health'

/** A look every ten rounds; `spreadAt` says how far samples are apart in a round. */
const looks = (until: number, spreadAt: (round: number) => number): Look[] =>
  Array.from({ length: until / 10 + 1 }, (_, k) => ({ round: 10 * k, spread: spreadAt(10 * k) }))
const means = (until: number, lossAt: (round: number) => number): MeanLoss[] =>
  Array.from({ length: until / 20 + 1 }, (_, k) => ({ round: 20 * k, loss: lossAt(20 * k) }))

describe('spread', () => {
  it('is the mean distance of every two samples', () => {
    const points = sketchOf([0, 0, 3, 4, 0, 8], { count: 3, size: 2 })
    expect(spreadOf(points)).toBeCloseTo((5 + 8 + 5) / 3, 6)
  })

  it('of 256 numbers of 32 samples is in proportion to that of all numbers', () => {
    const [count, size] = [40, 3072]
    const stream = randomStream(1, 0, 'pictures')
    const values = Float32Array.from({ length: count * size }, (_, i) => stream.uniform(i))
    const sketch = sketchOf(values, { count, size })
    expect([sketch.count, sketch.size]).toEqual([32, 256])
    const whole = spreadOf({ count, size, values })
    expect(spreadOf(sketch) / whole).toBeCloseTo(Math.sqrt(256 / size), 2)
  })

  it('takes its numbers from all rows and channels', () => {
    const size = 64 * 64 * 3
    const { values } = sketchOf(
      Array.from({ length: size }, (_, i) => i),
      { count: 1, size },
    )
    expect(new Set([...values].map((i) => i % 3)).size).toBe(3)
    expect(new Set([...values].map((i) => Math.floor(i / (64 * 3)))).size).toBeGreaterThan(40)
    expect(new Set(values).size).toBe(256)
  })
})

describe('collapse', () => {
  it('is told after 40 % of the planned rounds, and not a look before', () => {
    expect(patience(1000)).toBe(400)
    expect(
      isCollapsed(
        looks(400, () => 0.4),
        1000,
      ),
    ).toBe(true)
    expect(
      isCollapsed(
        looks(390, () => 0.4),
        1000,
      ),
    ).toBe(false)
    expect(
      isCollapsed(
        looks(200, () => 0.4),
        100,
      ),
    ).toBe(true)
    expect(
      isCollapsed(
        looks(190, () => 0.4),
        100,
      ),
    ).toBe(false)
  })

  it('is told of samples that were once apart', () => {
    const fell = (until: number) => looks(until, (round) => (round < 300 ? 0.9 : 0.2))
    expect(isCollapsed(fell(690), 1000)).toBe(false)
    expect(isCollapsed(fell(700), 1000)).toBe(true)
  })

  it('is not told of a slow start, nor where one look says otherwise', () => {
    const start = (round: number) => 0.9 * Math.min(1, round / 600)
    for (let until = 0; until <= 1000; until += 10)
      expect(isCollapsed(looks(until, start), 1000), `round ${until}`).toBe(false)
    expect(
      isCollapsed(
        looks(400, (round) => (round === 250 ? 0.6 : 0.4)),
        1000,
      ),
    ).toBe(false)
  })

  it('is not told of three looks, however far apart', () => {
    const few = [0, 500, 1000].map((round) => ({ round, spread: 0.1 }))
    expect(isCollapsed(few, 1000)).toBe(false)
  })
})

describe('saturation', () => {
  it('is told after 200 rounds of a loss near 0', () => {
    expect(
      isSaturated(
        means(200, () => 0.005),
        0,
      ),
    ).toBe(true)
    expect(
      isSaturated(
        means(180, () => 0.005),
        0,
      ),
    ).toBe(false)
    expect(
      isSaturated(
        means(400, (round) => (round === 300 ? 0.02 : 0.005)),
        0,
      ),
    ).toBe(false)
    expect(
      isSaturated(
        means(200, () => 0.1),
        0,
      ),
    ).toBe(false)
  })

  it('of a loss that is low enough, one who judges is not fooled', () => {
    expect(
      isAhead(
        means(20, () => 0.04),
        0,
      ),
    ).toBe(true)
    expect(
      isAhead(
        means(20, () => 0.06),
        0,
      ),
    ).toBe(false)
    expect(
      isAhead(
        means(20, () => 0.04),
        -1,
      ),
    ).toBe(false)
    expect(isAhead([], 0)).toBe(false)
  })

  it('is never told of a loss that has been below 0', () => {
    expect(
      isSaturated(
        means(200, () => 0.005),
        -0.1,
      ),
    ).toBe(false)
    expect(
      isSaturated(
        means(200, () => -0.02),
        -0.02,
      ),
    ).toBe(false)
  })
})

it('remembers what a rule needs and no more', () => {
  let seen: readonly Look[] = []
  for (let round = 0; round <= 5000; round++) seen = remember(seen, { round, spread: 1 }, 400)
  expect(seen.length).toBeLessThan(50)
  expect(seen[0]!.round).toBeLessThanOrEqual(seen.at(-1)!.round - 400)
  expect(seen.at(-1)!.round - seen[0]!.round).toBeLessThan(420)
})
