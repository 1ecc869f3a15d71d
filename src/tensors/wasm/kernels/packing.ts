// Prepares what the products read: tables of addresses, the second factor in panels, and pictures with margins.
import {
  advance,
  defineFunction,
  four,
  get,
  i32,
  memory,
  one,
  sequence,
  set,
  when,
  type Code,
} from './assembler'
import { bytes, countRows, counts, forEach, integers, least, number, times } from './loops'

/** Rows and columns of the block that an inner loop keeps in registers. 4 × 8 runs at 53 GFLOP/s here; one row more spills (24). */
export const blockRows = 4
export const blockColumns = 8

/** Addresses base + i · outerStep + j · middleStep + k · innerStep, one after the other. */
const fillTable = defineFunction('fillTable', (scope) => {
  const { table, base } = integers(scope.param, ['table', 'base'])
  const [at, eachRow] = countRows(scope, base, counts(scope))
  return eachRow(sequence(i32.store(get(table), get(at)), advance(table, number(4))))
})

/**
 * Lays the second factor out as panels of 8 columns, one row of 8 after the other; missing columns are zeros. Its rows are
 * counted as in `fillTable`; `columnStep` is 4 where columns lie side by side.
 */
const packPanels = defineFunction('packPanels', (scope) => {
  const { to, from } = integers(scope.param, ['to', 'from'])
  const rowCounts = counts(scope)
  const { columns, columnStep } = integers(scope.param, ['columns', 'columnStep'])
  const { n, width, side, lane } = integers(scope.local, ['n', 'width', 'side', 'lane'])
  const [at, eachRow] = countRows(scope, from, rowCounts)
  const [first, second] = [four.load(get(at)), four.load(get(at), 16)]
  const wide = sequence(four.store(get(to), first), four.store(get(to), second, 16))
  const strided = sequence(
    set(side, get(at)),
    ...times(blockColumns, (column) =>
      sequence(one.store(get(to), one.load(get(side)), 4 * column), advance(side, get(columnStep))),
    ),
  )
  const copy = one.store(i32.add(get(to), bytes(get(lane))), one.load(get(side)))
  const narrow = sequence(
    four.store(get(to), four.zero),
    four.store(get(to), four.zero, 16),
    set(side, get(at)),
    forEach(lane, { to: width }, sequence(copy, advance(side, get(columnStep)))),
  )
  const rows = (copy: Code) => eachRow(sequence(copy, advance(to, number(4 * blockColumns))))
  const full = when(i32.equal(get(columnStep), number(4)), rows(wide), rows(strided))
  const panel = sequence(
    set(width, least(i32.sub(get(columns), get(n)), number(blockColumns))),
    when(i32.lt(get(width), number(blockColumns)), rows(narrow), full),
    advance(from, i32.mul(get(columnStep), number(blockColumns))),
  )
  return forEach(n, { to: columns, by: blockColumns }, panel)
})

/** The same column by column, for `multiplyFewColumns`. */
const packColumns = defineFunction('packColumns', (scope) => {
  const { to, from } = integers(scope.param, ['to', 'from'])
  const rowCounts = counts(scope)
  const { columns, columnStep } = integers(scope.param, ['columns', 'columnStep'])
  const n = scope.local('i32')
  const [at, eachRow] = countRows(scope, from, rowCounts)
  const copy = sequence(one.store(get(to), one.load(get(at))), advance(to, number(4)))
  return forEach(n, { to: columns }, sequence(eachRow(copy), advance(from, get(columnStep))))
})

/** Copies pictures into larger ones, whose margins stay as they are. */
const placePictures = defineFunction('placePictures', ({ param, local }) => {
  const { to, from, pictures, pictureStep } = integers(param, ['to', 'from', 'pictures', 'pictureStep'])
  const { rows, rowStep, rowBytes } = integers(param, ['rows', 'rowStep', 'rowBytes'])
  const { i, j, at } = integers(local, ['i', 'j', 'at'])
  const row = sequence(
    memory.copy(get(at), get(from), get(rowBytes)),
    advance(at, get(rowStep)),
    advance(from, get(rowBytes)),
  )
  const picture = sequence(set(at, get(to)), forEach(j, { to: rows }, row), advance(to, get(pictureStep)))
  return forEach(i, { to: pictures }, picture)
})

/** Copies runs of bytes, counted as in `fillTable`, one after the other. */
const copyRuns = defineFunction('copyRuns', (scope) => {
  const { to, from } = integers(scope.param, ['to', 'from'])
  const runCounts = counts(scope)
  const runBytes = scope.param('i32')
  const [at, eachRun] = countRows(scope, from, runCounts)
  return eachRun(sequence(memory.copy(get(to), get(at), get(runBytes)), advance(to, get(runBytes))))
})

const clear = defineFunction('clear', ({ param }) => {
  const { at, count } = integers(param, ['at', 'count'])
  return memory.fill(get(at), number(0), get(count))
})

export const packingFunctions = [clear, fillTable, packPanels, packColumns, placePictures, copyRuns]
