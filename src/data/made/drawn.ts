// Points from a density that the user has drawn: a grid of levels over the square from −1 to 1.
import { densitySide } from '../../lib/density'
import type { MadeSet } from './types'

/** What stands where nothing has been drawn yet: a heart. The top row comes first, every digit is a level 0 … 9. */
const startingDensity: readonly string[] = Array.from({ length: densitySide }, (_, row) =>
  Array.from({ length: densitySide }, (_, column) => {
    const [x, y] = [(column - 11.5) / 8, (12.5 - row) / 8]
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

const exportedRule = `/** A point from a density: rows of levels 0 … 9 over the square from −1 to 1, the top row first. */
function sampleDrawn(density: string[]): { point: number[] } {
  const levels = [...density.join('')].map(Number)
  let left = Math.random() * levels.reduce((sum, level) => sum + level, 0)
  const found = levels.findIndex((level) => (left -= level) < 0)
  // An empty drawing is an even one.
  const cell = found < 0 ? Math.floor(Math.random() * levels.length) : found
  const [row, column] = [Math.floor(cell / density.length), cell % density.length]
  const x = ((column + Math.random()) / density.length) * 2 - 1
  const y = 1 - ((row + Math.random()) / density.length) * 2
  return { point: [x, y] }
}`

export const drawn: MadeSet = {
  title: 'Drawn by you',
  order: 5,
  doc: 'Points as dense as you draw them: the smallest set of your own.',
  count: 50_000,
  fields: { point: { shape: [2], domain: 'point' } },
  density: startingDensity,
  write: (draws, at, { point }, density = startingDensity) => {
    const levels = sumsOf(density)
    const total = levels.at(-1) ?? 0
    const level = draws.uniform(0, total)
    // An empty drawing is an even one.
    const cell = total > 0 ? levels.findIndex((sum) => sum > level) : draws.choice(densitySide ** 2)
    const [column, row] = [cell % densitySide, Math.floor(cell / densitySide)]
    const x = ((column + draws.uniform(0, 1)) / densitySide) * 2 - 1
    const y = 1 - ((row + draws.uniform(0, 1)) / densitySide) * 2
    point?.set([x, y], at * 2)
  },
  exported: { title: 'Points as dense as they were drawn', name: 'sampleDrawn', source: exportedRule },
}
