// Holds the measures for points to closed forms.
import { describe, expect, it } from 'vitest'
import { randomStream } from '../lib/random'
import { ring } from '../data/made/ring'
import { countModes, jensenShannon } from './points'

const modes = ring.modes ?? { centres: [], sigma: 0, extent: 1 }

/** `counts[k]` points, all at `distance` σ to the right of mode k. */
function around(counts: readonly number[], distance = 0): number[] {
  return counts.flatMap((count, k) => {
    const [x, y] = modes.centres[k] ?? [0, 0]
    return Array.from({ length: count }, () => [x + distance * modes.sigma, y]).flat()
  })
}

describe('countModes', () => {
  it('finds everything where the points stand on the modes', () => {
    const counts = countModes(around(new Array<number>(8).fill(50)), modes)
    expect(counts).toMatchObject({ covered: 8, strong: 8, highQualityShare: 1 })
    expect(counts.reverseKl).toBeCloseTo(0, 12)
  })

  it('calls one mode of eight a divergence of ln 8', () => {
    const counts = countModes(around([0, 0, 400]), modes)
    expect(counts).toMatchObject({ covered: 1, strong: 1, highQualityShare: 1 })
    expect(counts.reverseKl).toBeCloseTo(Math.log(8), 12)
  })

  it('calls a mode strong from a twentieth of its fair share on', () => {
    // 1,000 points: the fair share is 125, a twentieth of it 6.25.
    expect(countModes(around([994, 6]), modes)).toMatchObject({ covered: 2, strong: 1 })
    expect(countModes(around([993, 7]), modes)).toMatchObject({ covered: 2, strong: 2 })
  })

  it('draws the line at three σ', () => {
    expect(countModes(around([10], 2.99), modes).highQualityShare).toBe(1)
    expect(countModes(around([10], 3.01), modes)).toMatchObject({
      covered: 0,
      strong: 0,
      highQualityShare: 0,
    })
    expect(countModes(around([10], 3.01), modes).reverseKl).toBeNaN()
  })

  it('gives 1 − e^(−9 / 2k²) for clouds that are k times too wide', () => {
    const stream = randomStream(3, 0, 'test')
    for (const width of [1, 2, 4]) {
      const points = around(new Array<number>(8).fill(2500)).map(
        (coordinate, i) => coordinate + width * modes.sigma * stream.normal(i),
      )
      const { highQualityShare } = countModes(points, modes)
      expect(Math.abs(highQualityShare - (1 - Math.exp(-9 / (2 * width ** 2))))).toBeLessThan(0.012)
    }
  })

  it('counts points that are not numbers as bad ones', () => {
    expect(countModes([NaN, NaN, Infinity, 0], modes)).toMatchObject({ covered: 0, highQualityShare: 0 })
  })
})

describe('jensenShannon', () => {
  const square = { extent: 1 }

  it('is 0 for the same points and 1 for points apart', () => {
    const points = [0.1, 0.2, -0.7, 0.3, 0.9, -0.9]
    expect(jensenShannon(points, points, square)).toBe(0)
    expect(jensenShannon([0.5, 0.5], [-0.5, -0.5], square)).toBe(1)
  })

  it('has its closed form where half of the points agree, in either order', () => {
    const both = [0.5, 0.5, -0.5, -0.5]
    const one = [0.5, 0.5]
    // ½ (½ log₂(½ / ¾) + ½ log₂(½ / ¼)) + ½ log₂(1 / ¾)
    const expected = 0.25 * Math.log2(2 / 3) + 0.25 + 0.5 * Math.log2(4 / 3)
    expect(jensenShannon(both, one, square)).toBeCloseTo(expected, 12)
    expect(jensenShannon(one, both, square)).toBeCloseTo(expected, 12)
  })

  it('counts points beyond the square at its edge', () => {
    expect(jensenShannon([5, 0.01, -5, -5], [0.99, 0.01, -0.99, -0.99], square)).toBe(0)
  })

  it('tells cells of a thirtieth of the side apart', () => {
    expect(jensenShannon([0.01, 0.01], [0.06, 0.01], square)).toBe(0)
    expect(jensenShannon([0.01, 0.01], [0.07, 0.01], square)).toBe(1)
  })
})
