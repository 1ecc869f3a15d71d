// Points from a density that the user has drawn: a grid of 24×24 levels over the square from −1 to 1.
import type { MadeSet } from './types'

/** Cells on a side of the drawn grid; a document keeps a row as 24 digits, 0 … 9, the top row first. */
const drawnSide = 24

/** Where nothing has been drawn: a heart. */
const heart = Array.from({ length: drawnSide }, (_, row) =>
  Array.from({ length: drawnSide }, (_, column) => {
    const [x, y] = [(column - 11.5) / 8, (10.5 - row) / 8]
    return (x * x + y * y - 1) ** 3 - x * x * y ** 3 < 0 ? '9' : '0'
  }).join(''),
)

/** By drawn density: the summed levels of its cells, row after row. */
const sums = new WeakMap<readonly string[], number[]>()

function sumsOf(density: readonly string[]): number[] {
  const known = sums.get(density)
  if (known) return known
  let sum = 0
  const made = [...density.join('')].map((level) => (sum += Number(level)))
  sums.set(density, made)
  return made
}

export const drawn: MadeSet = {
  title: 'Drawn by you',
  doc: 'Points as dense as you draw them; the smallest set of your own.',
  fields: { point: { shape: [2], domain: 'point' } },
  write: (draws, at, { point }, density = heart) => {
    const levels = sumsOf(density)
    const total = levels.at(-1) ?? 0
    const level = draws.uniform(0, total)
    // An empty drawing is an even one.
    const cell = total > 0 ? levels.findIndex((sum) => sum > level) : draws.choice(drawnSide ** 2)
    const [column, row] = [cell % drawnSide, Math.floor(cell / drawnSide)]
    const x = ((column + draws.uniform(0, 1)) / drawnSide) * 2 - 1
    const y = 1 - ((row + draws.uniform(0, 1)) / drawnSide) * 2
    point?.set([x, y], at * 2)
  },
}
