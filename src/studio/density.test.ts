// Dabs on a drawn density.
import { expect, test } from 'vitest'
import { dab, emptyDensity } from './density'

test('a dab is dense in its middle, stays within the square, and can be wiped', () => {
  const once = dab(emptyDensity, { column: 0, row: 1, erase: false })
  expect(once.slice(0, 3).map((row) => row.slice(0, 3))).toEqual(['400', '940', '400'])
  expect(once.every((row) => /^[0-9]{24}$/.test(row))).toBe(true)
  const again = dab(once, { column: 1, row: 1, erase: false })
  expect(again[1]?.slice(0, 3)).toBe('994')
  expect(dab(dab(once, { column: 0, row: 1, erase: true }), { column: 90, row: 0, erase: false })).toEqual([
    ...emptyDensity,
  ])
})
