// Streams of one seed and step are independent of each other: no pair shares more numbers than chance gives.
import { expect, test } from 'vitest'
import { randomStream } from './random'

const length = 5000
const streams = Array.from({ length: 24 }, (_, index) => randomStream(1, 5, `generator/layer_${index}`))
const numbers = streams.map((stream) => Array.from({ length }, (_, index) => stream.bits(index)))

test('no two paths of a step share a number more often than by chance', () => {
  const counts = numbers.flatMap((first, index) => {
    const seen = new Set(first)
    return numbers.slice(index + 1).map((second) => second.filter((bits) => seen.has(bits)).length)
  })
  // 276 pairs of 5,000 numbers of 32 bits: 0.006 shared a pair, 1.6 in all.
  expect(Math.max(...counts)).toBeLessThanOrEqual(2)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(8)
})

test('every bit is set half of the time', () => {
  for (let bit = 0; bit < 32; bit++) {
    const set = numbers.flat().filter((bits) => (bits >>> bit) & 1).length
    const total = length * streams.length
    expect(Math.abs(set - total / 2), `bit ${bit}`).toBeLessThan(4.5 * Math.sqrt(total / 4))
  }
})

test('a stream is a function of seed, step, path and index alone', () => {
  expect(randomStream(1, 2, 'z').bits(9)).toBe(randomStream(1, 2, 'z').bits(9))
  const others = [randomStream(2, 2, 'z'), randomStream(1, 3, 'z'), randomStream(1, 2, 'y')]
  for (const other of others) expect(other.bits(9)).not.toBe(randomStream(1, 2, 'z').bits(9))
})
