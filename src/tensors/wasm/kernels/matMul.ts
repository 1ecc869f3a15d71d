// Matrix products of any transposition, without transposing: the panels of the second factor are packed from where they lie.
import type * as tf from '@tensorflow/tfjs-core'
import { addressOf, functionsOf, withSpace, type WasmBackend, type WasmFunctions } from './module'
import { blockColumns, blockRows } from './packing'

/** Matrices in memory; steps in bytes from row to row and from column to column. */
interface Matrix {
  at: number
  rowStep: number
  columnStep: number
}

/** Rows of both factors that are multiplied before the sums are put down: their panels stay in the first cache. */
export const countAtOnce = 256
/** Up to so many columns are computed one by one. */
export const fewColumns = 4

/** `a · b` of the last two axes, either transposed; the others are batches, and one of them may be 1 where the other is not. */
export function multiplyMatrices(
  core: typeof tf,
  backend: WasmBackend,
  call: { a: tf.TensorInfo; b: tf.TensorInfo; transposeA: boolean; transposeB: boolean },
): tf.TensorInfo {
  const { a, b, transposeA, transposeB } = call
  const outer = [a, b].map(({ shape }) => shape.slice(0, -2)) as [number[], number[]]
  const rows = a.shape.at(transposeA ? -1 : -2)!
  const inner = a.shape.at(transposeA ? -2 : -1)!
  const columns = b.shape.at(transposeB ? -2 : -1)!
  const batches = core.broadcast_util.assertAndGetBroadcastShape(...outer)
  const out = backend.makeOutput([...batches, rows, columns], 'float32')
  const [batchA, batchB] = outer.map(core.util.sizeFromShape) as [number, number]
  const [fromA, fromB, to] = [addressOf(backend, a), addressOf(backend, b), addressOf(backend, out)]
  for (let batch = 0; batch < Math.max(batchA, batchB); batch++) {
    multiply(backend, {
      a: fromA + 4 * (batch % batchA) * rows * inner,
      b: {
        at: fromB + 4 * (batch % batchB) * inner * columns,
        rowStep: transposeB ? 4 : 4 * columns,
        columnStep: transposeB ? 4 * inner : 4,
      },
      c: to + 4 * batch * rows * columns,
      size: { rows, inner, columns },
      transposeA,
    })
  }
  return out
}

interface Product {
  a: number
  b: Matrix
  c: number
  size: { rows: number; inner: number; columns: number }
  transposeA: boolean
}

function multiply(backend: WasmBackend, product: Product): void {
  const functions = functionsOf(backend)
  const { a, b, c, size, transposeA } = product
  const { rows, inner, columns } = size
  if (transposeA) {
    const windows = { runs: 1, runLength: rows, runStep: 0 }
    withSpace(backend, [4 * inner], ([table]) => {
      functions.fillTable!(table!, a, 1, 0, 1, 0, inner, 4 * rows)
      sumColumns(backend, { table: table!, count: inner, windows, b, columns, to: c })
    })
    return
  }
  withSpace(backend, [4 * rows, 4 * rows, panelBytes(inner, columns)], ([from, to, packed]) => {
    functions.fillTable!(from!, a, 1, 0, 1, 0, rows, 4 * inner)
    functions.fillTable!(to!, c, 1, 0, 1, 0, rows, 4 * columns)
    const packing: Packing = { to: packed!, columns, columnStep: b.columnStep, counts: [[1, 0], [1, 0], [inner, b.rowStep]] } // prettier-ignore
    const windows = { runs: 1, runLength: inner, runStep: 0 }
    multiplyWindows(functions, { from: from!, to: to!, rows, windows, packing, at: b.at })
  })
}

export interface Windows {
  runs: number
  /** Numbers in a run, and bytes from one to the next. */
  runLength: number
  runStep: number
}

export interface Packing {
  to: number
  columns: number
  columnStep: number
  /** How often, and how many bytes further each time; from the outermost. */
  counts: [[number, number], [number, number], [number, number]]
}

/** Room for a packed factor, and for the spare numbers behind it. */
export function panelBytes(inner: number, columns: number): number {
  return 4 * blockColumns * (inner * Math.ceil(columns / blockColumns) + 1)
}

/** Packs the second factor and multiplies the rows that lie at the addresses of one table, into those of another. */
export function multiplyWindows(
  functions: WasmFunctions,
  call: { from: number; to: number; rows: number; windows: Windows; packing: Packing; at: number },
): void {
  const { from, to, rows, windows, packing, at } = call
  const { runs, runLength, runStep } = windows
  const { columns, columnStep, counts } = packing
  if (columns <= fewColumns && runLength % 4 === 0) {
    // Column after column is what panels of one column are: each number of a column goes to the next place.
    functions.packColumns!(packing.to, at, ...counts.flat(), columns, columnStep)
    functions.multiplyFewColumns!(from, to, rows, runs, runLength, runStep, packing.to, columns)
    return
  }
  functions.packPanels!(packing.to, at, ...counts.flat(), columns, columnStep)
  const spare = packing.to + panelBytes(runs * runLength, columns) - 4 * blockColumns
  functions.multiplyRows!(from, to, rows, runs, runLength, runStep, packing.to, columns, spare)
}

/** Aᵀ · B over `count` rows at the addresses of the table, into a matrix of runs · runLength rows. */
export function sumColumns(
  backend: WasmBackend,
  call: { table: number; count: number; windows: Windows; b: Matrix; columns: number; to: number },
): void {
  const functions = functionsOf(backend)
  const { table, count, windows, b, columns, to } = call
  const { runs, runLength, runStep } = windows
  const blocks = runs * Math.ceil(runLength / blockRows) * Math.ceil(columns / blockColumns)
  const sumBytes = 4 * blockRows * blockColumns * blocks
  const sizes = [sumBytes, panelBytes(countAtOnce, columns), 4 * blockRows * countAtOnce]
  withSpace(backend, sizes, ([sums, packed, spare]) => {
    functions.clear!(sums!, sumBytes)
    for (let start = 0; start < count; start += countAtOnce) {
      const part = Math.min(countAtOnce, count - start)
      const at = b.at + start * b.rowStep
      functions.packPanels!(packed!, at, 1, 0, 1, 0, part, b.rowStep, columns, b.columnStep)
      const from = table + 4 * start
      functions.multiplyColumns!(from, part, runs, runLength, runStep, packed!, columns, sums!, spare!)
    }
    functions.unfoldBlocks!(sums!, to, runs, runLength, columns)
  })
}
