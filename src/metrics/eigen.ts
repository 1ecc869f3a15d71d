// Eigen-decomposition of symmetric matrices by Jacobi rotations, and the products that the Fréchet distance needs of them.

/** A square matrix, row after row. */
export interface Square {
  size: number
  values: Float64Array
}

const sweeps = 50

/**
 * Eigenvalues of a symmetric matrix and, in the columns of `vectors`, its eigenvectors, in no particular order. Cyclic Jacobi
 * rotations: slower than a tridiagonal method, short, and exact to rounding; a matrix of 64×64 takes milliseconds.
 */
export function decomposeSymmetric({ size, values }: Square): { values: Float64Array; vectors: Square } {
  const a = Float64Array.from(values)
  const vectors = identity(size)
  const scale = Math.max(...a.map(Math.abs))
  for (let sweep = 0; sweep < sweeps && offDiagonal(a, size) > 1e-14 * scale; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate({ a, v: vectors.values, size, p, q })
    }
  }
  return { values: Float64Array.from({ length: size }, (_, i) => at(a, i * size + i)), vectors }
}

/** Turns the plane of p and q so that a[p, q] vanishes (Golub and Van Loan, Matrix Computations, 8.5). */
function rotate({
  a,
  v,
  size,
  p,
  q,
}: {
  a: Float64Array
  v: Float64Array
  size: number
  p: number
  q: number
}) {
  const apq = at(a, p * size + q)
  if (apq === 0) return
  const theta = (at(a, q * size + q) - at(a, p * size + p)) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, c, s)
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, c, s)
  for (let k = 0; k < size; k++) turn(v, k * size + p, k * size + q, c, s)
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [at(values, i), at(values, j)]
  values[i] = c * x - s * y
  values[j] = s * x + c * y
}

function offDiagonal(a: Float64Array, size: number): number {
  let largest = 0
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) largest = Math.max(largest, Math.abs(at(a, i * size + j)))
  }
  return largest
}

function identity(size: number): Square {
  const values = new Float64Array(size * size)
  for (let i = 0; i < size; i++) values[i * size + i] = 1
  return { size, values }
}

/** The product of two square matrices of one size. */
export function multiply(a: Square, b: Square): Square {
  const { size } = a
  const values = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = at(a.values, i * size + k)
      for (let j = 0; j < size; j++)
        values[i * size + j] = at(values, i * size + j) + factor * at(b.values, k * size + j)
    }
  }
  return { size, values }
}

/** The symmetric square root of a positive semi-definite matrix; eigenvalues that rounding made negative count as 0. */
export function squareRoot(matrix: Square): Square {
  const { size } = matrix
  const { values: roots, vectors } = decomposeSymmetric(matrix)
  const scaled = new Float64Array(size * size)
  const transposed = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const entry = at(vectors.values, i * size + j)
      scaled[i * size + j] = entry * Math.sqrt(Math.max(0, at(roots, j)))
      transposed[j * size + i] = entry
    }
  }
  return multiply({ size, values: scaled }, { size, values: transposed })
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? NaN
}
