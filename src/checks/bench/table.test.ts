// Numbers as a reader of the table meets them.
import { expect, test } from 'vitest'
import { alignRows, formatRatio, formatTime, threeDigits } from './table'

test('times have three digits and the unit that fits', () => {
  expect([0.0123, 1.5, 51.23, 512.34, 1234, 12340].map(formatTime)).toEqual([
    '0.012 ms',
    '1.50 ms',
    '51.2 ms',
    '512 ms',
    '1.23 s',
    '12.3 s',
  ])
  expect(formatTime(NaN)).toBe('–')
})

test('nothing to compare is a dash', () => {
  expect([formatRatio(3.14159), formatRatio(null), formatRatio(NaN)]).toEqual(['3.14 ×', '–', '–'])
  expect([0, 1e6, 173.4].map(threeDigits)).toEqual(['0.00', '1000000', '173'])
})

test('columns line up: names and remarks on the left, figures on the right', () => {
  const rows = alignRows([
    ['who', 'time', ''],
    ['ours', '1.00', 'warm'],
    ['theirs', '12.00', 'too'],
  ])
  expect(rows).toEqual(['who      time', 'ours     1.00  warm', 'theirs  12.00  too'])
})
