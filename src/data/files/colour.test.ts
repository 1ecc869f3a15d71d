// Colours are told from grey, also from grey that JPEG has tinted.
import { expect, test } from 'vitest'
import { isColoured } from './colour'

const field = (shape: number[], values: number[]) => ({ image: { shape, values: Uint8Array.from(values) } })

test.each<[string, number[], number[], boolean]>([
  ['red in one pixel', [1, 2, 3], [9, 9, 9, 200, 100, 50], true],
  ['grey as red, green and blue', [1, 2, 3], [9, 9, 9, 200, 200, 200], false],
  ['grey that JPEG has tinted', [1, 1, 3], [100, 104, 98], false],
  ['grey of one channel', [1, 3, 1], [0, 100, 200], false],
])('%s', (_, shape, values, coloured) => {
  expect(isColoured(field(shape, values))).toBe(coloured)
})
