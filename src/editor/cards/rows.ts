// After ELK: columns as close as their wires' labels allow, and long chains folded into rows that fit a screen.
import type { Position } from '../../document/types'
import type { ArrangeCard, ArrangeWire } from './arrangeTypes'
import { labelRoom } from './labels'

interface Placed {
  card: ArrangeCard
  x: number
  y: number
}

const leastGap = 64
const rowGap = 76
/** Wider graphs than this are folded where few wires are cut. */
const foldAbove = 1720
const leastRow = 1360
/** Rows of very long chains grow, so that the whole keeps about the shape of a screen. */
const aspect = 1.7
/** Wires of more sources than this, at one place, are not led back to the start of a row. */
const mostCut = 2

/** Cards column by column, from left to right: ELK's layers do not overlap sideways. */
function columnsOf(placed: readonly Placed[]): Placed[][] {
  const columns: Placed[][] = []
  let right = -Infinity
  for (const each of [...placed].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && each.x < right) last.push(each)
    else columns.push([each])
    right = Math.max(right, each.x + each.card.width)
  }
  return columns
}

/** The room that a column's wires need to its right: the longest label, and a lane a source. */
function gapAfter(column: readonly Placed[], wires: readonly ArrangeWire[]): number {
  const ids = new Set(column.map(({ card }) => card.id))
  const leaving = wires.filter(({ from }) => ids.has(from))
  const labels = leaving.map(({ label }) => labelRoom(label))
  const sources = new Set(leaving.map(({ from, output }) => `${from} ${output}`))
  return Math.max(leastGap, ...labels) + Math.max(0, Math.min(4, sources.size - 1)) * 8
}

/** How many outputs are wired from the first `count` columns to later ones. */
function cutAfter(columns: readonly Placed[][], count: number, wires: readonly ArrangeWire[]): number {
  const before = new Set(columns.slice(0, count).flatMap((column) => column.map(({ card }) => card.id)))
  const cut = wires.filter(({ from, to }) => before.has(from) !== before.has(to))
  return new Set(cut.map(({ from, output }) => `${from} ${output}`)).size
}

/** Positions with tight columns; folded into rows where the graph is long and can be cut. */
export function intoRows(
  cards: readonly ArrangeCard[],
  wires: readonly ArrangeWire[],
  positions: Readonly<Record<string, Position>>,
): Record<string, Position> {
  const placed = cards.flatMap((card): Placed[] => {
    const [x, y] = positions[card.id] ?? [0, 0]
    return [{ card, x, y }]
  })
  const columns = columnsOf(placed)
  const gaps = columns.map((column) => gapAfter(column, wires))
  const widths = columns.map((column) => Math.max(...column.map(({ card }) => card.width)))
  const total = widths.reduce((sum, width, index) => sum + width + (gaps[index] ?? 0), 0)
  const tallest = Math.max(0, ...cards.map(({ height }) => height))
  const rowWidth = Math.max(leastRow, Math.sqrt(total * (tallest + rowGap) * aspect))
  const rows = total > foldAbove ? Math.ceil(total / rowWidth) : 1
  // Rows of about the same length, so that no card is left alone in the last one.
  const starts = Array.from({ length: rows }, (_, number) => Math.ceil((number * columns.length) / rows))
  const result: Record<string, Position> = {}
  let [x, top, row]: [number, number, Placed[][]] = [0, 0, []]
  const finish = () => {
    const all = row.flat()
    const highest = Math.min(...all.map(({ y }) => y))
    for (const { card, y } of all) result[card.id] = [result[card.id]?.[0] ?? 0, top + y - highest]
    top += Math.max(...all.map(({ card, y }) => y + card.height)) - highest + rowGap
    ;[x, row] = [0, []]
  }
  let done = 0
  for (const [index, column] of columns.entries()) {
    const width = widths[index] ?? 0
    const due = index >= (starts[done + 1] ?? Infinity)
    if (due && cutAfter(columns, index, wires) <= mostCut) {
      finish()
      done++
    }
    for (const { card } of column) result[card.id] = [x, 0]
    row.push(column)
    x += width + (gaps[index] ?? 0)
  }
  finish()
  return result
}
