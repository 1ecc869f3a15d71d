// Captions, labels, ranges and splits in words.
import { expect, test } from 'vitest'
import type { DataSection } from '../document/types'
import { captionOf, rangeOf, splitOf } from './dataFields'

const field = { picture: null, counts: [], low: 0, high: 1, sampled: 2 }
const section: DataSection = {
  source: 'made/shapes',
  seed: 1,
  count: 12000,
  fields: {
    image: { shape: [32, 32, 3], domain: 'image' },
    caption: { shape: [3], domain: 'tokens', vocabulary: 4, words: ['a', 'red', 'circle'] },
    size: { shape: [], domain: 'label', classes: 2, words: ['small', 'large'] },
    kind: { shape: [], domain: 'label', classes: 3 },
  },
}
const labels = [
  { ...field, name: 'image', integers: [] },
  { ...field, name: 'size', integers: [1, 0] },
  { ...field, name: 'kind', integers: [2, 0] },
]

test('a caption stands for a sample, padding left out; without one its labels do', () => {
  const captions = [...labels, { ...field, name: 'caption', integers: [1, 2, 3, 1, 3, 0] }]
  expect([0, 1].map((at) => captionOf(section, captions, at))).toEqual(['a red circle', 'a circle'])
  expect([0, 1].map((at) => captionOf(section, labels, at))).toEqual(['large, 2', 'small, 0'])
})

test('ranges and splits', () => {
  expect(rangeOf({ low: -1, high: 0.98431 })).toBe('−1 … 0.98')
  expect(splitOf(section)).toContain('12,000 samples; tests draw from others')
  expect(splitOf({ source: 'own/0', count: 10 })).toBe('Training draws from these 10 samples.')
})
