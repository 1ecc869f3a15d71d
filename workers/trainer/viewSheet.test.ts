// Tiles of views: parts side by side, of one size, in rows that are filled.
import { expect, test } from 'vitest'
import type { TensorType } from '../../src/kinds/types'
import { viewKindOf } from '../../src/kinds/views/registry'
import type { Numbers } from '../../src/lib/numbers'
import { layTiles, samplesAcross } from './viewSheet'

const grey = (count: number, side: number, value: (k: number) => number): Numbers => ({
  shape: [count, side, side, 1],
  values: Float32Array.from({ length: count * side * side }, (_, i) => value(Math.floor(i / (side * side)))),
})

/** What a view of that kind shows, as tiles. */
async function tilesOf(as: string, value: Numbers, beside: Record<string, Numbers>, label?: TensorType) {
  const again = () => Promise.resolve(null)
  const drawing = await viewKindOf(as)!.draw({ value, beside, types: { label }, again })
  if (drawing.form !== 'tiles') throw new Error(drawing.form)
  return layTiles(drawing)
}

test('every sample is a run of its parts', async () => {
  const { values, parts, columns, shape } = await tilesOf(
    'triptych',
    grey(2, 2, (k) => k),
    { input: grey(2, 2, (k) => -k), target: grey(2, 2, () => 0.5) },
  )
  expect(parts).toEqual(['input', 'ours', 'target'])
  expect(shape).toEqual([2, 2, 1])
  expect(columns).toBe(3)
  expect([0, 1, 2, 3, 4, 5].map((tile) => values[tile * 4])).toEqual([-0, 0, 0.5, -1, 1, 0.5])
})

test('smaller and grey pictures are repeated to the size and the colours of the largest', async () => {
  const coloured = { shape: [1, 4, 4, 3], values: new Float32Array(48).fill(0.25) }
  const { values, shape } = await tilesOf('pairs', coloured, { input: grey(1, 2, () => -1) })
  expect(shape).toEqual([4, 4, 3])
  expect([...values.subarray(0, 48)]).toEqual(Array(48).fill(-1))
})

test('an enlargement stands between its pixels and what it should be; flat pictures stay flat', async () => {
  const beside = { input: grey(1, 2, () => 0.5), target: grey(1, 8, () => 1) }
  const { values, parts } = await tilesOf(
    'enlarged',
    grey(1, 8, () => 0),
    beside,
  )
  expect(parts).toEqual(['input', 'bicubic', 'ours', 'target'])
  for (const value of values.subarray(64, 128)) expect(value).toBeCloseTo(0.5, 6)
})

test('classes and sentences become captions', async () => {
  const value = grey(2, 1, () => 0)
  const label = { shape: [2], values: Int32Array.of(1, 0) }
  const named = { shape: [], domain: 'label' as const, classes: 2, words: ['plain', 'hat'] }
  expect((await tilesOf('images', value, { label }, named)).captions).toEqual(['hat', 'plain'])
  const tokens = { shape: [3], domain: 'tokens' as const, vocabulary: 3, words: ['red', 'circle'] }
  const sentence = { shape: [2, 3], values: Int32Array.of(1, 2, 0, 2, 0, 0) }
  const { captions } = await tilesOf('images', value, { label: sentence }, tokens)
  expect(captions).toEqual(['red circle', 'circle'])
})

test('rows are filled where the count allows it', () => {
  expect(samplesAcross(8, 3)).toBe(2)
  expect(samplesAcross(16, 2)).toBe(4)
  expect(samplesAcross(7, 2)).toBe(2)
})
