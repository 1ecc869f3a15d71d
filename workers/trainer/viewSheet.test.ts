// Tiles of views: parts side by side, of one size, in rows that are filled.
import { expect, test } from 'vitest'
import { samplesAcross, tilesOf } from './viewSheet'

const grey = (count: number, side: number, value: (k: number) => number) => ({
  shape: [count, side, side, 1] as [number, number, number, number],
  values: Float32Array.from({ length: count * side * side }, (_, i) => value(Math.floor(i / (side * side)))),
})

test('every sample is a run of its parts', () => {
  const data = {
    as: 'triptych' as const,
    ...grey(2, 2, (k) => k),
    input: grey(2, 2, (k) => -k),
    target: grey(2, 2, () => 0.5),
  }
  const { values, parts, columns, shape } = tilesOf(data)
  expect(parts).toEqual(['input', 'ours', 'target'])
  expect(shape).toEqual([2, 2, 1])
  expect(columns).toBe(3)
  expect([0, 1, 2, 3, 4, 5].map((tile) => values[tile * 4])).toEqual([-0, 0, 0.5, -1, 1, 0.5])
})

test('smaller and grey pictures are repeated to the size and the colours of the largest', () => {
  const coloured = {
    shape: [1, 4, 4, 3] as [number, number, number, number],
    values: new Float32Array(48).fill(0.25),
  }
  const { values, shape } = tilesOf({ as: 'pairs', ...coloured, input: grey(1, 2, () => -1) })
  expect(shape).toEqual([4, 4, 3])
  expect([...values.subarray(0, 48)]).toEqual(Array(48).fill(-1))
})

test('an enlargement stands between its pixels and what it should be; flat pictures stay flat', () => {
  const data = {
    as: 'enlarged' as const,
    ...grey(1, 8, () => 0),
    input: grey(1, 2, () => 0.5),
    target: grey(1, 8, () => 1),
  }
  const { values, parts } = tilesOf(data)
  expect(parts).toEqual(['input', 'bicubic', 'ours', 'target'])
  for (const value of values.subarray(64, 128)) expect(value).toBeCloseTo(0.5, 6)
})

test('classes and sentences become captions', () => {
  const label = { shape: [2], values: Int32Array.of(1, 0) }
  const named = { shape: [], domain: 'label' as const, classes: 2, words: ['plain', 'hat'] }
  expect(tilesOf({ as: 'images', ...grey(2, 1, () => 0), label }, named).captions).toEqual(['hat', 'plain'])
  const tokens = { shape: [3], domain: 'tokens' as const, vocabulary: 3, words: ['red', 'circle'] }
  const sentence = { shape: [2, 3], values: Int32Array.of(1, 2, 0, 2, 0, 0) }
  const { captions } = tilesOf({ as: 'images', ...grey(2, 1, () => 0), label: sentence }, tokens)
  expect(captions).toEqual(['red circle', 'circle'])
})

test('rows are filled where the count allows it', () => {
  expect(samplesAcross(8, 3)).toBe(2)
  expect(samplesAcross(16, 2)).toBe(4)
  expect(samplesAcross(7, 2)).toBe(2)
})
