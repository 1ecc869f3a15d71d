// The table of figures: flattening, medians, and one row a metric.
import { describe, expect, test } from 'vitest'
import { figuresTable, flatten, spread } from './table'

test('nested metrics are flattened by dotted keys; what is no number is left out', () => {
  expect(flatten({ js: 0.5, segmentation: { iou: 0.8, kept: { pixel: 1 } }, name: 'x', none: null })).toEqual(
    [
      ['js', 0.5],
      ['segmentation.iou', 0.8],
      ['segmentation.kept.pixel', 1],
    ],
  )
})

describe('spread', () => {
  test.each([
    [[3, 1, 2], '2 (1–3)'],
    [[0.1234, 0.2], '0.162 (0.123–0.200)'],
    [[1234.5], '1235'],
  ])('%j is %s', (numbers, text) => {
    expect(spread(numbers)).toBe(text)
  })
})

test('one row a metric, beside what was measured and said of it; templates without runs are left out', () => {
  const plan = {
    first: { seeds: 2, reference: { js: '0.40' }, trivial: { js: 'one mode 0.9' } },
    untrained: { seeds: 1 },
  }
  const run = (js: number) => ({
    rounds: 50,
    seconds: 30,
    processorSeconds: 20,
    metrics: { js, modesCovered: 8, jsFloor: 0.01, noise: { js: 0.8 } },
  })
  const table = figuresTable(
    plan,
    { first: { parameters: { generator: 10 }, runs: { 1: run(0.3), 2: run(0.5) } } },
    new Set(['first']),
  )
  const rows = table.split('\n').filter((line) => line.startsWith('|'))
  expect(rows.slice(2)).toEqual([
    '| **first**<br>![first](pictures/first.png) | generator 10 | 50 | 30 s (20 s) | js | 0.400 (0.300–0.500) | 0.0100 | 0.40 | noise 0.800, one mode 0.9 |',
    '|  |  |  |  | modesCovered | 8 (8–8) |  |  |  |',
  ])
})
