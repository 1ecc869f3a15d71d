// Numbers and shapes as the interface shows them.
import { expect, test } from 'vitest'
import { elementCount, formatCount, formatSizes, formatType } from './format'

test.each([
  [0, '0'],
  [999, '999'],
  [36577, '36,577'],
  [1234567, '1,234,567'],
])('%d is written %s', (count, text) => expect(formatCount(count)).toBe(text))

test('shapes carry the batch, scalars have none', () => {
  expect(formatType({ shape: [14, 14, 64], domain: 'features' })).toBe('B×14×14×64')
  expect(formatType({ shape: [], domain: 'label' })).toBe('B')
  expect(formatType({ shape: [], domain: 'scalar' })).toBe('scalar')
  expect(formatSizes([7, 7, 64])).toBe('7×7×64')
  expect([elementCount([]), elementCount([7, 7, 64])]).toEqual([1, 3136])
})
