// Points from a density that the user has drawn: a grid of levels over the square from −1 to 1.
import { densitySide, startingDensity } from '../../lib/density'
import type { MadeSet } from './types'

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
  doc: 'Points as dense as you draw them: the smallest set of your own.',
  fields: { point: { shape: [2], domain: 'point' } },
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
}
