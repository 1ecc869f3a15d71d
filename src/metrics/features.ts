// Distances between two sets of features: Fréchet, KID, precision and recall, density and coverage.
import { decomposeSymmetric, multiply, squareRoot, type Square } from './eigen'

/** Feature vectors of one width, sample after sample. */
export interface Features {
  width: number
  values: ArrayLike<number>
}

/** How many vectors there are. */
export function countOf({ width, values }: Features): number {
  return Math.floor(values.length / width)
}

/** The first vectors. */
export function firstOf({ width, values }: Features, count: number): Features {
  return { width, values: Array.prototype.slice.call(values, 0, width * count) as number[] }
}

/**
 * Fréchet distance between the Gaussians with the means and covariances of both sets:
 * |m₁ − m₂|² + tr(A + B − 2 (A^½ B A^½)^½). arXiv:1706.08500, with features of our own.
 */
export function frechetDistance(a: Features, b: Features): number {
  const [first, second] = [momentsOf(a), momentsOf(b)]
  const root = squareRoot(first.covariance)
  const middle = symmetrised(multiply(multiply(root, second.covariance), root))
  const cross = decomposeSymmetric(middle).values.reduce(
    (sum, value) => sum + Math.sqrt(Math.max(0, value)),
    0,
  )
  const apart = first.mean.reduce((sum, value, i) => sum + (value - (second.mean[i] ?? NaN)) ** 2, 0)
  return apart + trace(first.covariance) + trace(second.covariance) - 2 * cross
}

function momentsOf(features: Features): { mean: Float64Array; covariance: Square } {
  const { width, values } = features
  const count = countOf(features)
  const mean = new Float64Array(width)
  for (let i = 0; i < count * width; i++)
    mean[i % width] = (mean[i % width] ?? 0) + (values[i] ?? NaN) / count
  const covariance = new Float64Array(width * width)
  const centred = new Float64Array(width)
  for (let sample = 0; sample < count; sample++) {
    for (let i = 0; i < width; i++) centred[i] = (values[sample * width + i] ?? NaN) - (mean[i] ?? NaN)
    for (let i = 0; i < width; i++) {
      const factor = centred[i] ?? NaN
      for (let j = 0; j < width; j++)
        covariance[i * width + j] = (covariance[i * width + j] ?? 0) + factor * (centred[j] ?? NaN)
    }
  }
  return { mean, covariance: { size: width, values: covariance.map((sum) => sum / (count - 1)) } }
}

function symmetrised({ size, values }: Square): Square {
  const even = values.map(
    (value, k) => (value + (values[(k % size) * size + Math.floor(k / size)] ?? NaN)) / 2,
  )
  return { size, values: even }
}

function trace({ size, values }: Square): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += values[i * size + i] ?? NaN
  return sum
}

/**
 * Kernel distance: the unbiased squared maximum mean discrepancy under the kernel (x·y / width + 1)³. arXiv:1801.01401. It may
 * be below 0.
 */
export function kernelDistance(a: Features, b: Features): number {
  const [n, m] = [countOf(a), countOf(b)]
  const within = (set: Features, count: number) => kernelSum(set, set, true) / (count * (count - 1))
  return within(a, n) + within(b, m) - (2 * kernelSum(a, b, false)) / (n * m)
}

function kernelSum(a: Features, b: Features, skipSame: boolean): number {
  const { width } = a
  const [n, m] = [countOf(a), countOf(b)]
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      if (skipSame && i === j) continue
      let dot = 0
      for (let k = 0; k < width; k++)
        dot += (a.values[i * width + k] ?? NaN) * (b.values[j * width + k] ?? NaN)
      sum += (dot / width + 1) ** 3
    }
  }
  return sum
}

export interface Coverage {
  /** Share of the generated samples that lie within reach of a real one. arXiv:1904.06991. */
  precision: number
  /** Share of the real samples that lie within reach of a generated one. */
  recall: number
  /** How many real samples reach a generated one, over k. arXiv:2002.09797. */
  density: number
  /** Share of the real samples that reach a generated one. */
  coverage: number
}

const neighbours = 5

/** Precision, recall, density and coverage; each sample reaches as far as its fifth neighbour in its own set. */
export function coverageOf(real: Features, generated: Features): Coverage {
  const [n, m] = [countOf(real), countOf(generated)]
  const reach = reaches(real)
  const reachGenerated = reaches(generated)
  const apart = squaredDistances(real, generated)
  const hits = new Uint32Array(m)
  let [recalled, covered] = [0, 0]
  for (let i = 0; i < n; i++) {
    let [recall, nearest] = [false, Infinity]
    for (let j = 0; j < m; j++) {
      const distance = apart[i * m + j] ?? NaN
      if (distance < (reach[i] ?? NaN)) hits[j] = (hits[j] ?? 0) + 1
      if (distance < (reachGenerated[j] ?? NaN)) recall = true
      nearest = Math.min(nearest, distance)
    }
    if (recall) recalled++
    if (nearest < (reach[i] ?? NaN)) covered++
  }
  return {
    precision: hits.filter((count) => count > 0).length / m,
    recall: recalled / n,
    density: hits.reduce((sum, count) => sum + count, 0) / (neighbours * m),
    coverage: covered / n,
  }
}

/** Squared distance from each sample to its fifth neighbour. */
function reaches(set: Features): Float64Array {
  const count = countOf(set)
  const apart = squaredDistances(set, set)
  return Float64Array.from({ length: count }, (_, i) => {
    // The sample itself, at distance 0, is the first.
    const row = apart.slice(i * count, (i + 1) * count).sort()
    return row[Math.min(neighbours, count - 1)] ?? NaN
  })
}

function squaredDistances(a: Features, b: Features): Float64Array {
  const { width } = a
  const [n, m] = [countOf(a), countOf(b)]
  const apart = new Float64Array(n * m)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let sum = 0
      for (let k = 0; k < width; k++)
        sum += ((a.values[i * width + k] ?? NaN) - (b.values[j * width + k] ?? NaN)) ** 2
      apart[i * m + j] = sum
    }
  }
  return apart
}

/** Mean distance between different samples of `generated` over that of `real`: near 0 where a generator has collapsed. */
export function pairwiseRatio(real: Features, generated: Features): number {
  return meanDistance(generated) / meanDistance(real)
}

function meanDistance(set: Features): number {
  const count = countOf(set)
  const sum = squaredDistances(set, set).reduce((total, square) => total + Math.sqrt(square), 0)
  return sum / (count * (count - 1))
}
