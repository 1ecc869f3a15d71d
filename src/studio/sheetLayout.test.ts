// How sheets of pictures are laid out on the page.
import { expect, test } from 'vitest'
import { captionHeight, layoutSheet } from './sheetLayout'

const grid = { width: 86, height: 58, columns: 3, rows: 2, parts: [], captions: [] }

test('a plain grid is one strip, as large as fits', () => {
  const { scale, headings, strips } = layoutSheet(grid, { width: 172, height: 500, roomy: false })
  expect(scale).toBe(2)
  expect(headings).toEqual([])
  expect(strips).toEqual([{ top: 0, height: 58, captions: [] }])
})

test('parts repeat their headings over every sample of a row, and take their height from the pictures', () => {
  const parts = ['input', 'ours', 'target']
  const facts = { ...grid, width: 178, columns: 6, parts }
  const { headings, scale } = layoutSheet(facts, { width: 1000, height: 58 + 16, roomy: false })
  expect(headings).toEqual([...parts, ...parts])
  expect(scale).toBe(1)
})

test('captions cut the grid into rows and stand under each', () => {
  const facts = { ...grid, captions: ['0', '1', '2', '3', '4', '5'] }
  const { strips, scale } = layoutSheet(facts, { width: 999, height: 58 + 2 * captionHeight, roomy: false })
  expect(scale).toBe(1)
  expect(strips.map(({ top }) => top)).toEqual([0, 30])
  expect(strips.map(({ captions }) => captions)).toEqual([
    ['0', '1', '2'],
    ['3', '4', '5'],
  ])
})

test('sentences are left to the larger look', () => {
  const facts = { ...grid, captions: Array.from({ length: 6 }, () => 'a small red circle') }
  expect(layoutSheet(facts, { width: 90, height: 90, roomy: false }).strips).toHaveLength(1)
  expect(layoutSheet(facts, { width: 90, height: 90, roomy: true }).strips).toHaveLength(2)
})
