// The figures of the data browser, of numbers that are known.
import { expect, test } from 'vitest'
import { sourceFromArrays } from '../../src/data/source'
import { previewFields } from './fieldPreviews'

test('ranges, classes and first tokens', () => {
  const source = sourceFromArrays({
    count: 4,
    fields: {
      image: { shape: [1, 2, 1], values: Uint8Array.from([0, 255, 51, 102, 0, 0, 0, 0]) },
      label: { shape: [], values: Int32Array.from([2, 0, 2, 2]) },
      caption: { shape: [2], values: Int32Array.from([1, 5, 2, 0, 3, 3, 4, 4]) },
    },
  })
  const [image, label, caption] = previewFields(source, 2)
  expect(image).toMatchObject({ low: -1, high: 1, sampled: 4, integers: [], counts: [] })
  expect(label).toMatchObject({ low: 0, high: 2, integers: [2, 0], counts: [1, 0, 3] })
  expect(caption).toMatchObject({ low: 0, high: 5, integers: [1, 5, 2, 0], counts: [] })
})
