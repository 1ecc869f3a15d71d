// Bytes survive the way to numbers and back, and what lies outside is cut off.
import { expect, test } from 'vitest'
import { fromByte, toByte } from './pixels'
import { randomStream } from './random'

test('every byte comes back, also as a float32', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  expect(bytes.map((byte) => toByte(fromByte(byte)))).toEqual(bytes)
  expect(bytes.map((byte) => toByte(Math.fround(fromByte(byte))))).toEqual(bytes)
  expect([fromByte(0), fromByte(255)]).toEqual([-1, 1])
})

test('rounds as Math.round does', () => {
  const stream = randomStream(1, 0, 'pixels')
  const values = Array.from({ length: 20_000 }, (_, i) => 2.2 * stream.uniform(i) - 1.1)
  const rounded = values.map((value) => Math.max(0, Math.min(255, Math.round((value + 1) * 127.5))))
  expect(values.map(toByte)).toEqual(rounded)
})

test('halves go up, and what is too dark or too bright is cut off', () => {
  expect([-1 + 0.49 / 127.5, -1 + 0.51 / 127.5, 0].map(toByte)).toEqual([0, 1, 128])
  expect([-3, 1.5, Infinity].map(toByte)).toEqual([0, 255, 255])
})
