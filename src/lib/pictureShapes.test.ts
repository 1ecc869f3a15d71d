// The shapes that pictures of one's own take in a document's place.
import { expect, test } from 'vitest'
import { pictureShapes } from './pictureShapes'

const size = { height: 64, width: 48, channels: 3 } as const
const low = { shape: [8, 8, 1], domain: 'image' }
const high = { shape: [32, 32, 1], domain: 'image' }
const label = { shape: [], domain: 'label' }

test('are those of the section, or the chosen ones', () => {
  expect(pictureShapes({ label, high }, { paired: false, adapt: false, size })).toEqual([
    { name: 'high', shape: [32, 32, 1] },
  ])
  expect(pictureShapes({ low, high, label }, { paired: false, adapt: true, size })).toEqual([
    { name: 'low', shape: [16, 12, 3] },
    { name: 'high', shape: [64, 48, 3] },
  ])
})

test('are the chosen ones where the section has too few pictures', () => {
  expect(pictureShapes({ label }, { paired: false, adapt: false, size })).toEqual([
    { name: 'image', shape: [64, 48, 3] },
  ])
  expect(pictureShapes({ high }, { paired: true, adapt: false, size }).map(({ name }) => name)).toEqual([
    'a',
    'b',
  ])
})
