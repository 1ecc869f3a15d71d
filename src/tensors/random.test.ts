// Random tensors: the same place and step give the same numbers, other places and steps unrelated ones of the right spread.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { installOps } from './ops'
import { randomOps } from './random'

beforeAll(async () => {
  installOps(tf)
  await tf.setBackend('cpu')
})

const count = 40_000

function numbers(
  kind: 'normal' | 'uniform',
  place: { seed: number; step: number; path: string },
): Float32Array {
  return tf.tidy(() => {
    const { [kind]: draw } = randomOps(tf, place)
    return draw([count / 4, 4]).dataSync() as Float32Array
  })
}

function mean(
  values: ArrayLike<number>,
  f: (value: number, index: number) => number = (value) => value,
): number {
  return Array.from(values, f).reduce((sum, value) => sum + value, 0) / values.length
}

const place = { seed: 1, step: 7, path: 'z' }

test('a place draws the same numbers again, and others for its second draw', () => {
  expect(numbers('normal', place)).toEqual(numbers('normal', place))
  const [first, second] = tf.tidy(() => {
    const random = randomOps(tf, place)
    return [random.uniform([8]).dataSync(), random.uniform([8]).dataSync()]
  }) as unknown as [Float32Array, Float32Array]
  expect(first).not.toEqual(second)
})

test('normal numbers have the moments of the normal distribution', () => {
  const z = numbers('normal', place)
  // Four standard errors of each moment.
  const allowed = (variance: number) => 4 * Math.sqrt(variance / count)
  expect(Math.abs(mean(z))).toBeLessThan(allowed(1))
  expect(Math.abs(mean(z, (value) => value ** 2) - 1)).toBeLessThan(allowed(2))
  expect(Math.abs(mean(z, (value) => value ** 3))).toBeLessThan(allowed(15))
  expect(Math.abs(mean(z, (value) => value ** 4) - 3)).toBeLessThan(allowed(96))
})

test('uniform numbers fill [0, 1) evenly and never reach 1', () => {
  const u = numbers('uniform', place)
  expect(u.every((value) => value >= 0 && value < 1)).toBe(true)
  const bins = new Array<number>(64).fill(0)
  u.forEach((value) => bins[Math.floor(value * 64)]!++)
  const expected = count / 64
  const chiSquare = bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
  // 63 degrees of freedom: mean 63, standard deviation 11.2.
  expect(chiSquare).toBeGreaterThan(63 - 4 * 11.2)
  expect(chiSquare).toBeLessThan(63 + 4 * 11.2)
})

test('neighbours, other steps, other paths and other seeds are not correlated', () => {
  const z = numbers('normal', place)
  const correlation = (other: ArrayLike<number>) => Math.abs(mean(z, (value, index) => value * other[index]!))
  const limit = 4.5 / Math.sqrt(count)
  for (const lag of [1, 2, 3, 4, 64, 256]) {
    expect(correlation([...z.slice(lag), ...z.slice(0, lag)]), `lag ${lag}`).toBeLessThan(limit)
  }
  for (const step of [6, 8, 9, 1007])
    expect(correlation(numbers('normal', { ...place, step }))).toBeLessThan(limit)
  for (const path of ['y', 'z2', 'fake/drop_1'])
    expect(correlation(numbers('normal', { ...place, path }))).toBeLessThan(limit)
  for (const seed of [0, 2, 3, 4_294_967_295])
    expect(correlation(numbers('normal', { ...place, seed }))).toBeLessThan(limit)
})

test('places of one step share no numbers', () => {
  const seen = new Set(numbers('uniform', place))
  const shared = numbers('uniform', { ...place, path: 'y' }).filter((value) => seen.has(value)).length
  // 24 bits: by chance about count² / 2²⁴ = 95 pairs meet.
  expect(shared).toBeLessThan(95 + 5 * Math.sqrt(95))
})
