// What is given to a trained game, as numbers.
import { expect, test } from 'vitest'
import type { UsedSource } from '../../compiler/using'
import { between, classNumbers, classOf, readSentence, stripCount, sweep, withCoordinate } from './given'

const noise = (size: number): UsedSource => ({
  register: 'z.out',
  value: 'z',
  control: 'coordinates',
  range: [-3, 3],
  from: null,
  type: { shape: [size], domain: 'latent' },
})
const vector = (...values: number[]) => ({ shape: [1, values.length], values: Float32Array.from(values) })

test('one coordinate moves and the rest stays', () => {
  const before = vector(1, 2, 3)
  expect([...withCoordinate(before, 1, -1).values]).toEqual([1, -1, 3])
  expect([...before.values]).toEqual([1, 2, 3])
})

test('a class is a label or a one-hot vector, and is read back from either', () => {
  const label = { shape: [], domain: 'label' as const, classes: 3 }
  const oneHot = { shape: [3], domain: 'one_hot' as const }
  expect(classNumbers(label, 2)).toEqual({ shape: [1], values: Int32Array.of(2) })
  expect([...classNumbers(oneHot, 1).values]).toEqual([0, 1, 0])
  for (const type of [label, oneHot]) expect(classOf(type, classNumbers(type, 2))).toBe(2)
})

test('a sentence becomes tokens; words that the game does not know are named', () => {
  const port = { shape: [4], words: ['a', 'red', 'circle', 'small'] }
  const { numbers, unknown, tooLong } = readSentence('A pink circle, small.', port)
  expect([...numbers.values]).toEqual([1, 3, 4, 0])
  expect(numbers.shape).toEqual([1, 4])
  expect(unknown).toEqual(['pink'])
  expect(tooLong).toBe(false)
  expect(readSentence('a a a a a', port).tooLong).toBe(true)
})

test('a sweep runs over the range', () => {
  const strip = sweep({ 'z.out': vector(0.5, 7) }, noise(2), 0)['z.out']
  expect(strip?.shape).toEqual([stripCount, 2])
  expect(strip?.values[0]).toBe(-3)
  expect(strip?.values.at(-2)).toBe(3)
  expect(Array.from(strip?.values ?? []).filter((_, k) => k % 2 === 1)).toEqual(Array(stripCount).fill(7))
})

test('between two samples long vectors keep their length, short ones run straight', () => {
  const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))
  const axis = (k: number) => vector(...Array.from({ length: 9 }, (_, i) => (i === k ? 3 : 0)))
  const strip = between({ 'z.out': axis(0) }, { 'z.out': axis(1) }, [noise(9)])['z.out']
  for (let k = 0; k < stripCount; k++)
    expect(norm(strip?.values.slice(9 * k, 9 * k + 9) ?? [])).toBeCloseTo(3, 5)
  const short = between({ 'z.out': vector(0, 0) }, { 'z.out': vector(7, 14) }, [noise(2)])['z.out']
  expect([...(short?.values.slice(2, 4) ?? [])]).toEqual([1, 2])
})
