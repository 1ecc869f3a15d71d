// Products of rows (of a matrix, or windows over a picture, read where they lie) with a packed second factor.
import {
  advance,
  defineFunction,
  four,
  get,
  i32,
  loadSpread,
  one,
  sequence,
  set,
  when,
  whileTrue,
  type Code,
  type Local,
  type Scope,
} from './assembler'
import { bytes, forEach, integers, least, number, times } from './loops'
import { blockColumns, blockRows } from './packing'

/** Rows that one column of a product with few columns is computed for at once. */
const dotRows = 8
/** Rows of one pass over all panels: their numbers stay in the second cache. */
const passRows = 200

/** The sums of a block in registers, and the product of one number of each row with one row of a panel. */
export function block({ local }: Scope) {
  const sums = times(blockRows, (): [Local, Local] => [local('v128'), local('v128')])
  const [left, right, factor] = [local('v128'), local('v128'), local('v128')]
  const addTo = (sum: Local, part: Local) => set(sum, four.add(get(sum), four.mul(get(factor), get(part))))
  const multiply = (numberOf: (row: number) => Code, panel: Local) =>
    sequence(
      set(left, four.load(get(panel))),
      set(right, four.load(get(panel), 16)),
      ...sums.map(([first, second], row) =>
        sequence(set(factor, numberOf(row)), addTo(first, left), addTo(second, right)),
      ),
    )
  return { sums, multiply }
}

/** Address number m + i of a table; past the end the last one, so that surplus rows repeat it. */
const entry = (table: Local, m: Local, i: number, last: Local): Code =>
  i32.load(i32.add(get(table), bytes(least(i32.add(get(m), number(i)), get(last)))))

/**
 * C = A · B. Row m of A is `runs` runs of `runLength` numbers, the first at a[m], each `runStep` bytes after the one before: a row
 * of a matrix, or the window of a convolution. Row m of C starts at c[m]. B lies in panels. `spare` has room for 8 numbers.
 */
const multiplyRows = defineFunction('multiplyRows', (scope) => {
  const { param, local } = scope
  const { a, c, rows } = integers(param, ['a', 'c', 'rows'])
  const { runs, runLength, runStep } = integers(param, ['runs', 'runLength', 'runStep'])
  const { b, columns, spare } = integers(param, ['b', 'columns', 'spare'])
  const { m, n, from, end, last, width } = integers(local, ['m', 'n', 'from', 'end', 'last', 'width'])
  const { panel, panelBytes, at, run, k } = integers(local, ['panel', 'panelBytes', 'at', 'run', 'k'])
  const { back, to, lane } = integers(local, ['back', 'to', 'lane'])
  const row = times(blockRows, () => local('i32'))
  const { sums, multiply } = block(scope)
  const cell = sequence(
    multiply((index) => loadSpread(get(row[index]!)), at),
    advance(at, number(4 * blockColumns)),
    ...row.map((pointer) => advance(pointer, number(4))),
    set(k, i32.sub(get(k), number(1))),
  )
  const eachRun = sequence(
    set(k, get(runLength)),
    whileTrue(get(k), cell),
    ...row.map((pointer) => advance(pointer, get(back))),
    set(run, i32.sub(get(run), number(1))),
  )
  const copyLane = one.store(
    i32.add(get(to), bytes(get(lane))),
    one.load(i32.add(get(spare), bytes(get(lane)))),
  )
  const storeRow = ([first, second]: [Local, Local], index: number) => {
    const both = (at: Local) =>
      sequence(four.store(get(at), get(first)), four.store(get(at), get(second), 16))
    const part = sequence(both(spare), forEach(lane, { to: width }, copyLane))
    return sequence(
      set(to, i32.add(entry(c, m, index, last), bytes(get(n)))),
      when(i32.lt(get(width), number(blockColumns)), part, both(to)),
    )
  }
  const blockOf = sequence(
    ...sums.flat().map((sum) => set(sum, four.zero)),
    ...row.map((pointer, index) => set(pointer, entry(a, m, index, last))),
    set(at, get(panel)),
    set(run, get(runs)),
    whileTrue(get(run), eachRun),
    ...sums.map(storeRow),
  )
  const panelOf = sequence(
    set(width, least(i32.sub(get(columns), get(n)), number(blockColumns))),
    forEach(m, { from: get(from), to: end, by: blockRows }, blockOf),
    advance(panel, get(panelBytes)),
  )
  const pass = sequence(
    set(end, least(i32.add(get(from), number(passRows)), get(rows))),
    set(panel, get(b)),
    forEach(n, { to: columns, by: blockColumns }, panelOf),
  )
  return sequence(
    set(last, i32.sub(get(rows), number(1))),
    set(back, i32.sub(get(runStep), bytes(get(runLength)))),
    set(panelBytes, i32.mul(i32.mul(get(runs), get(runLength)), number(4 * blockColumns))),
    forEach(from, { to: rows, by: passRows }, pass),
  )
})

/**
 * The same for few columns: four numbers of a row at a time instead of eight columns at a time, of which most would be empty.
 * B lies column by column; runs are multiples of 4 long.
 */
const multiplyFewColumns = defineFunction('multiplyFewColumns', ({ param, local }) => {
  const { a, c, rows } = integers(param, ['a', 'c', 'rows'])
  const { runs, runLength, runStep } = integers(param, ['runs', 'runLength', 'runStep'])
  const { b, columns } = integers(param, ['b', 'columns'])
  const { m, n, last, run, k, at, back } = integers(local, ['m', 'n', 'last', 'run', 'k', 'at', 'back'])
  const row = times(dotRows, () => local('i32'))
  const sums = times(dotRows, () => local('v128'))
  const factor = local('v128')
  const cell = sequence(
    set(factor, four.load(get(at))),
    ...sums.map((sum, index) =>
      set(sum, four.add(get(sum), four.mul(get(factor), four.load(get(row[index]!))))),
    ),
    advance(at, number(16)),
    ...row.map((pointer) => advance(pointer, number(16))),
    set(k, i32.sub(get(k), number(4))),
  )
  const eachRun = sequence(
    set(k, get(runLength)),
    whileTrue(get(k), cell),
    ...row.map((pointer) => advance(pointer, get(back))),
    set(run, i32.sub(get(run), number(1))),
  )
  const column = sequence(
    ...sums.map((sum) => set(sum, four.zero)),
    ...row.map((pointer, index) => set(pointer, entry(a, m, index, last))),
    set(run, get(runs)),
    whileTrue(get(run), eachRun),
    ...sums.map((sum, index) =>
      one.store(i32.add(entry(c, m, index, last), bytes(get(n))), four.total(get(sum))),
    ),
  )
  return sequence(
    set(last, i32.sub(get(rows), number(1))),
    set(back, i32.sub(get(runStep), bytes(get(runLength)))),
    forEach(m, { to: rows, by: dotRows }, sequence(set(at, get(b)), forEach(n, { to: columns }, column))),
  )
})

export const productFunctions = [multiplyRows, multiplyFewColumns]
