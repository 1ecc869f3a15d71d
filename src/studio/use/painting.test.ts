// Painting on pictures in numbers.
import { expect, test } from 'vitest'
import { filled, coloursToShow, paintLine } from './painting'

const black = { shape: [1, 4, 4, 1], values: new Float32Array(16).fill(-1) }

test('a line is painted through every pixel on its way, and stays within the picture', () => {
  const line = { from: [0, 0], to: [3, 3], size: 1, colour: [255, 255, 255] } as const
  const { values } = paintLine(black, line)
  expect([0, 5, 10, 15].map((at) => values[at])).toEqual([1, 1, 1, 1])
  expect(values.filter((value) => value === 1)).toHaveLength(4)
  expect(paintLine(black, { ...line, from: [-5, 9], to: [-5, 9], size: 3 }).values).toEqual(black.values)
  expect(black.values.every((value) => value === -1)).toBe(true)
})

test('a colour goes into its channels', () => {
  const colour = filled({ shape: [1, 1, 1, 3], values: new Float32Array(3) }, [255, 0, 127.5])
  expect([...colour.values]).toEqual([1, -1, 0])
})

test('the ground comes first', () => {
  expect(coloursToShow({ kind: 'grey', ground: 'white' }).map(({ name }) => name)).toEqual(['white', 'black'])
  expect(coloursToShow({ kind: 'none' })).toEqual([])
})
