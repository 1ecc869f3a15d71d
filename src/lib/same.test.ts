// Plain data are compared by what they hold.
import { expect, test } from 'vitest'
import { isSame } from './same'

test.each<[unknown, unknown]>([
  [1, 1],
  [NaN, NaN],
  [[], []],
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
])('%j is %j', (a, b) => expect(isSame(a, b)).toBe(true))

test.each<[unknown, unknown]>([
  [1, '1'],
  [null, {}],
  [[], {}],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ toString: 1 }, {}],
])('%j is not %j', (a, b) => expect([isSame(a, b), isSame(b, a)]).toEqual([false, false]))
