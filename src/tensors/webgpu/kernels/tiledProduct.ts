// The inner part of every matrix product here: a tile of the result in registers, its factors staged in workgroup memory.

/**
 * A workgroup computes `rows` × `columns` numbers, a thread `rowsOfThread` × 4 of them (a vec4 a row): each number that is staged
 * is used by a whole row or column of threads. Depth is walked 16 at a time, so that both stages fit into 16 KiB.
 */
export interface Tile {
  name: string
  rows: number
  columns: number
  rowsOfThread: number
  threads: readonly [number, number, 1]
}

export const tileDepth = 16

/** 256 threads: half the reads of `medium`, where the result is large enough to fill it. */
const large: Tile = { name: 'large', rows: 64, columns: 64, rowsOfThread: 4, threads: [16, 16, 1] }
const medium: Tile = { name: 'medium', rows: 32, columns: 32, rowsOfThread: 4, threads: [8, 8, 1] }
/** For pictures' channels and single scores: a square tile would compute mostly padding. */
const thin: Tile = { name: 'thin', rows: 128, columns: 4, rowsOfThread: 2, threads: [1, 64, 1] }

/** The tile that wastes least on a result of this size. */
export function tileFor(rows: number, columns: number): Tile {
  if (columns <= 8) return thin
  return rows >= 64 && columns >= 64 ? large : medium
}

/** Stages and accumulators. The odd row length keeps a column's neighbours in different banks. */
export function declareStages(tile: Tile): string {
  return `
    var<workgroup> left : array<array<f32, ${tile.rows + 1}>, ${tileDepth}>;
    var<workgroup> right : array<array<f32, ${tile.columns + 1}>, ${tileDepth}>;`
}

export function declareSums({ rowsOfThread }: Tile): string {
  return each(rowsOfThread, (row) => `var sum${row} = vec4<f32>(0.0);`)
}

/** Adds the product of the two stages to the sums. Needs a barrier before and after. */
export function multiplyStages({ rowsOfThread }: Tile): string {
  return `
      for (var d = 0; d < ${tileDepth}; d++) {
        let c = i32(localId.x) * 4;
        let r = i32(localId.y) * ${rowsOfThread};
        let across = vec4<f32>(right[d][c], right[d][c + 1], right[d][c + 2], right[d][c + 3]);
        ${each(rowsOfThread, (row) => `sum${row} = fma(vec4<f32>(left[d][r + ${row}]), across, sum${row});`)}
      }`
}

/**
 * Calls `store(row, column, number)` for each of the thread's numbers, row and column within the tile. A loop, because what is
 * written out sixteen times takes a software adapter seconds to compile.
 */
export function storeSums({ rowsOfThread }: Tile): string {
  const sums = Array.from({ length: rowsOfThread }, (_, row) => `sum${row}`).join(', ')
  return `
      var sums = array<vec4<f32>, ${rowsOfThread}>(${sums});
      for (var i = 0; i < ${rowsOfThread * 4}; i++) {
        store(i32(localId.y) * ${rowsOfThread} + i / 4, i32(localId.x) * 4 + i % 4, sums[i / 4][i % 4]);
      }`
}

/** Code that runs `body` for every index below `count`, shared out among the threads; neighbours get neighbouring indices. */
export function shareOut({ threads }: Tile, count: number, index: string, body: string): string {
  const together = threads[0] * threads[1]
  return `
      for (var ${index} = i32(localIndex); ${index} < ${count}; ${index} += ${together}) {
        ${body}
      }`
}

function each(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n        ')
}
