// Holds distances between features to closed forms and to figures of the PyTorch reference on the same 400 samples.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../lib/random'
import { decomposeSymmetric, multiply, squareRoot } from './eigen'
import {
  coverageOf,
  firstOf,
  frechetDistance,
  kernelDistance,
  pairwiseRatio,
  type Features,
} from './features'

interface Fixture {
  width: number
  real: number[]
  generated: number[]
  frechet: number
  kid: number
  precision: number
  recall: number
  density: number
  coverage: number
  pairwiseDistance: number
}

const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/features.json', import.meta.url), 'utf8'),
) as Fixture
const featuresOf = (thousandths: number[]): Features => ({
  width: fixture.width,
  values: thousandths.map((value) => value / 1000),
})
const [real, generated] = [featuresOf(fixture.real), featuresOf(fixture.generated)]

/** Within one percent of the reference. */
function expectNear(ours: number, reference: number): void {
  expect(Math.abs(ours / reference - 1)).toBeLessThan(0.01)
}

function normals(count: number, width: number, change: (value: number, k: number) => number): Features {
  const stream = randomStream(5, 0, 'features')
  return {
    width,
    values: Float64Array.from({ length: count * width }, (_, i) => change(stream.normal(i), i % width)),
  }
}

describe('decomposeSymmetric', () => {
  it('gives values and vectors that make the matrix again', () => {
    const size = 64
    const stream = randomStream(1, 0, 'matrix')
    const values = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) values[i * size + j] = values[j * size + i] = stream.normal(i * size + j)
    }
    const found = decomposeSymmetric({ size, values })
    const { values: v } = found.vectors
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let [again, product] = [0, 0]
        for (let k = 0; k < size; k++) {
          again += (v[i * size + k] ?? 0) * (found.values[k] ?? 0) * (v[j * size + k] ?? 0)
          product += (v[k * size + i] ?? 0) * (v[k * size + j] ?? 0)
        }
        expect(Math.abs(again - (values[i * size + j] ?? NaN))).toBeLessThan(1e-10)
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-10)
      }
    }
  })

  it('takes roots whose squares are the matrix', () => {
    const matrix = { size: 2, values: Float64Array.from([5, 2, 2, 3]) }
    const root = squareRoot(matrix)
    for (const [k, value] of multiply(root, root).values.entries())
      expect(value).toBeCloseTo(matrix.values[k] ?? 0, 12)
    expect(squareRoot({ size: 2, values: Float64Array.from([4, 0, 0, 0]) }).values[0]).toBeCloseTo(2, 12)
  })
})

describe('frechetDistance', () => {
  it('is that of the reference code', () => expectNear(frechetDistance(real, generated), fixture.frechet))

  it('has its closed form where only means and widths differ', () => {
    const plain = normals(500, 3, (value) => value)
    expect(frechetDistance(plain, plain)).toBeCloseTo(0, 9)
    const moved = normals(500, 3, (value, k) => value + [1, -2, 0.5][k]!)
    expect(frechetDistance(plain, moved)).toBeCloseTo(1 + 4 + 0.25, 9)
    // (2σ − σ)² in each direction of the sample's own covariance: its trace.
    const wide = normals(500, 3, (value) => 2 * value)
    const trace =
      frechetDistance(
        plain,
        normals(500, 3, () => 0),
      ) - squaredMean(plain)
    expect(frechetDistance(plain, wide) - squaredMean(plain)).toBeCloseTo(trace, 9)
  })
})

function squaredMean({ width, values }: Features): number {
  const count = values.length / width
  let sum = 0
  for (let k = 0; k < width; k++) {
    let mean = 0
    for (let i = 0; i < count; i++) mean += (values[i * width + k] ?? 0) / count
    sum += mean * mean
  }
  return sum
}

describe('kernelDistance', () => {
  it('is that of the reference code', () => expectNear(kernelDistance(real, generated), fixture.kid))

  it('has its closed form for points that coincide', () => {
    const at = (value: number): Features => ({ width: 1, values: [value, value, value] })
    // k(1, 1) + k(2, 2) − 2 k(1, 2) = 8 + 125 − 54.
    expect(kernelDistance(at(1), at(2))).toBeCloseTo(79, 12)
    expect(kernelDistance(at(1), at(1))).toBeCloseTo(0, 12)
  })
})

describe('coverageOf', () => {
  it('is that of the reference code', () => {
    const found = coverageOf(real, generated)
    for (const key of ['precision', 'recall', 'density', 'coverage'] as const)
      expectNear(found[key], fixture[key])
  })

  it('finds a collapsed generator precise and covering nothing', () => {
    const found = coverageOf(real, { width: real.width, values: collapsed() })
    expect(found.precision).toBe(1)
    expect(found.recall).toBe(0)
    expect(found.coverage).toBeLessThan(0.1)
  })
})

/** The same real sample 400 times. */
function collapsed(): number[] {
  const first = Array.from(firstOf(real, 1).values)
  return Array.from({ length: 400 }, () => first).flat()
}

describe('pairwiseRatio', () => {
  it('is that of the reference code, and 0 where all samples are one', () => {
    expectNear(pairwiseRatio(real, generated), fixture.pairwiseDistance)
    expect(pairwiseRatio(real, { width: real.width, values: collapsed() })).toBe(0)
  })
})
