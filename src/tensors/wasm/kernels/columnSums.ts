// Products summed over rows, Aᵀ · B: the gradient of a filter, whose rows are the windows over a picture, or of a matrix.
import {
  advance,
  defineFunction,
  four,
  get,
  i32,
  loadSpread,
  memory,
  one,
  sequence,
  set,
  when,
  whileTrue,
  type Code,
  type Local,
  type Scope,
} from './assembler'
import { bytes, forEach, integers, least, number } from './loops'
import { blockColumns, blockRows } from './packing'
import { block } from './products'

const blockBytes = 4 * blockRows * blockColumns

/**
 * Each run makes blocks of its own, 4 of its numbers high and `columns` wide. The last ones overlap those before them, so that
 * nothing beyond a run is read; `left` is where a block begins in its run.
 */
function eachRowOfBlocks(
  scope: Scope,
  { runs, runLength }: Record<'runs' | 'runLength', Local>,
  write: (at: Record<'run' | 'left' | 'height', Local>) => { blocks: Code; after?: Code },
): Code {
  const names = ['run', 'left', 'height', 'i', 'final'] as const
  const { run, left, height, i, final } = integers(scope.local, names)
  const { blocks, after = [] } = write({ run, left, height })
  const rowOfBlocks = sequence(set(left, least(get(i), get(final))), blocks)
  return sequence(
    set(height, least(get(runLength), number(blockRows))),
    set(final, i32.sub(get(runLength), get(height))),
    forEach(run, { to: runs }, sequence(forEach(i, { to: runLength, by: blockRows }, rowOfBlocks), after)),
  )
}

/**
 * C += Aᵀ · B over `count` rows, C as blocks of 4 × 8 one after the other. Row p of A is at a[p], in runs as in `multiplyRows`.
 * B lies in panels of `count` rows. `spare` has room for 4 · count numbers.
 */
const multiplyColumns = defineFunction('multiplyColumns', (scope) => {
  const { param, local } = scope
  const { a, count, runs, runLength } = integers(param, ['a', 'count', 'runs', 'runLength'])
  const { runStep, b, columns, c, spare } = integers(param, ['runStep', 'b', 'columns', 'c', 'spare'])
  const names = ['n', 'p', 'from', 'at', 'to', 'lane', 'offset'] as const
  const { n, p, from, at, to, lane, offset } = integers(local, names)
  const { sums, multiply } = block(scope)
  const cell = sequence(
    multiply((index) => loadSpread(get(from), 4 * index), at),
    advance(at, number(4 * blockColumns)),
    advance(from, number(4 * blockRows)),
    set(p, i32.sub(get(p), number(1))),
  )
  const blockOf = sequence(
    ...sums.flat().map((sum, index) => set(sum, four.load(get(c), 16 * index))),
    set(from, get(spare)),
    set(p, get(count)),
    whileTrue(get(p), cell),
    ...sums.flat().map((sum, index) => four.store(get(c), get(sum), 16 * index)),
    advance(c, number(blockBytes)),
  )
  return eachRowOfBlocks(scope, { runs, runLength }, ({ run, left, height }) => {
    const copyLane = one.store(
      i32.add(get(to), bytes(get(lane))),
      one.load(i32.add(get(from), bytes(get(lane)))),
    )
    const row = sequence(
      set(from, i32.add(i32.load(i32.add(get(a), bytes(get(p)))), get(offset))),
      when(
        i32.lt(get(height), number(blockRows)),
        forEach(lane, { to: height }, copyLane),
        four.store(get(to), four.load(get(from))),
      ),
      advance(to, number(4 * blockRows)),
    )
    const gather = sequence(
      set(offset, i32.add(i32.mul(get(run), get(runStep)), bytes(get(left)))),
      set(to, get(spare)),
      forEach(p, { to: count }, row),
    )
    const blocks = forEach(n, { to: columns, by: blockColumns }, blockOf)
    return { blocks: sequence(gather, set(at, get(b)), blocks) }
  })
})

/** Writes the blocks of `multiplyColumns` out as rows of a matrix. */
const unfoldBlocks = defineFunction('unfoldBlocks', (scope) => {
  const { param, local } = scope
  const { from, to, runs, runLength } = integers(param, ['from', 'to', 'runs', 'runLength'])
  const columns = param('i32')
  const { n, row, width } = integers(local, ['n', 'row', 'width'])
  return eachRowOfBlocks(scope, { runs, runLength }, ({ left, height }) => {
    const target = i32.add(i32.mul(i32.add(get(left), get(row)), get(columns)), get(n))
    const copyRow = memory.copy(
      i32.add(get(to), bytes(target)),
      i32.add(get(from), i32.mul(get(row), number(4 * blockColumns))),
      bytes(get(width)),
    )
    const copyBlock = sequence(
      set(width, least(i32.sub(get(columns), get(n)), number(blockColumns))),
      forEach(row, { to: height }, copyRow),
      advance(from, number(blockBytes)),
    )
    return {
      blocks: forEach(n, { to: columns, by: blockColumns }, copyBlock),
      after: advance(to, bytes(i32.mul(get(runLength), get(columns)))),
    }
  })
})

export const columnSumFunctions = [multiplyColumns, unfoldBlocks]
