// Numbers are read as people type them, and stepping never leaves the bounds.
import { expect, test } from 'vitest'
import { readNumber, stepNumber } from './number'

test('reads exponents, commas and minus signs', () => {
  expect(readNumber('2e-4', {})).toEqual({ ok: true, value: 0.0002 })
  expect(readNumber(' 0,5 ', {})).toEqual({ ok: true, value: 0.5 })
  expect(readNumber('−3', {})).toEqual({ ok: true, value: -3 })
})

test.each([
  ['', {}, 'Type a number.'],
  ['1.5', { integer: true }, 'Type a whole number.'],
  ['0', { min: 1 }, 'At least 1.'],
  ['0', { above: 0 }, 'More than 0.'],
  ['1', { below: 1 }, 'Less than 1.'],
  ['9', { max: 8 }, 'At most 8.'],
])('%j is refused', (text, bounds, error) => {
  expect(readNumber(text, bounds)).toEqual({ ok: false, error })
})

test('steps by the leading digit and stays within the bounds', () => {
  expect(stepNumber(0.0002, 1, {}, false)).toBe(0.0003)
  expect(stepNumber(0.001, -1, {}, false)).toBe(0.0009)
  expect(stepNumber(0.001, 1, {}, false)).toBe(0.002)
  expect(stepNumber(64, 1, { integer: true }, true)).toBe(74)
  expect(stepNumber(1, -1, { integer: true, min: 1 }, false)).toBe(1)
})
