// Holds the painted sets to the numpy reference: what its pictures look like on average, cell by cell, and how they vary.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeSource } from '../makeSource'
import { facadePalette } from './facades'
import { madeSets } from './registry'

interface Measured {
  mean: number[]
  deviation: number[]
  differences: number[]
  differencesDeviation: number[]
}
interface Reference {
  count: number
  fields: Record<string, Measured>
  byClass?: Record<string, number[][]>
  shares?: number[]
  sharesDeviation?: number[]
}
const file = join(import.meta.dirname, 'fixtures/reference.json')
const references = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Reference>

const count = 500
const made = async (name: string) => {
  const section = { source: `made/${name}`, seed: 11, count, fields: madeSets[name]?.fields ?? {} }
  return (await makeSource(section)).read(Array.from({ length: count }, (_, index) => index))
}

/** Means of `grid` × `grid` cells of every picture, three colours a cell. */
function cells(values: ArrayLike<number>, side: number, grid: number): number[][] {
  const factor = side / grid
  return Array.from({ length: values.length / (side * side * 3) }, (_, n) => {
    const means = new Array<number>(grid * grid * 3).fill(0)
    for (let k = 0; k < side * side * 3; k++) {
      const pixel = Math.floor(k / 3)
      const cell = Math.floor(pixel / side / factor) * grid + Math.floor((pixel % side) / factor)
      const at = cell * 3 + (k % 3)
      means[at] = (means[at] ?? 0) + (values[n * side * side * 3 + k] ?? NaN) / (factor * factor)
    }
    return means
  })
}

/** Mean differences of neighbours across and down, of every picture. */
function differences(values: ArrayLike<number>, side: number): number[][] {
  return Array.from({ length: values.length / (side * side * 3) }, (_, n) => {
    let [across, down] = [0, 0]
    for (let k = 0; k < side * side * 3; k++) {
      const at = n * side * side * 3 + k
      const here = values[at] ?? NaN
      if (Math.floor(k / 3) % side < side - 1) across += Math.abs(here - (values[at + 3] ?? NaN))
      if (k < side * (side - 1) * 3) down += Math.abs(here - (values[at + 3 * side] ?? NaN))
    }
    return [across, down].map((sum) => sum / (side * (side - 1) * 3))
  })
}

function meanOf(rows: number[][]): number[] {
  return (rows[0] ?? []).map((_, k) => rows.reduce((sum, row) => sum + (row[k] ?? NaN), 0) / rows.length)
}

function deviationOf(rows: number[][]): number[] {
  const mean = meanOf(rows)
  return meanOf(rows.map((row) => row.map((value, k) => (value - (mean[k] ?? 0)) ** 2))).map(Math.sqrt)
}

/** Means must agree within five standard errors of their difference and half a byte. */
function expectMeans(
  mine: number[],
  theirs: number[],
  { deviation, n, m }: { deviation: number[]; n: number; m: number },
) {
  expect(mine).toHaveLength(theirs.length)
  const errors = mine.map((mean, k) => {
    const allowed = 5 * (deviation[k] ?? 0) * Math.sqrt(1 / n + 1 / m) + 0.51 / 127.5
    return Math.abs(mean - (theirs[k] ?? NaN)) / allowed
  })
  expect(Math.max(...errors)).toBeLessThan(1)
}

const fields = Object.entries(references).flatMap(([name, reference]) =>
  Object.entries(reference.fields).map(([field, measured]) => ({ name, field, reference, measured })),
)

describe.each(fields)('$field of $name', ({ name, field, reference, measured }) => {
  const side = madeSets[name]?.fields[field]?.shape[0] ?? 0

  test('looks on average as the reference does, and varies as much', async () => {
    const read = await made(name)
    const values = read[field] ?? []
    const mine = cells(values, side, 8)
    const [n, m] = [count, reference.count]
    expectMeans(meanOf(mine), measured.mean, { deviation: measured.deviation, n, m })
    const deviation = deviationOf(mine)
    const typical = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(typical(deviation) / typical(measured.deviation)).toBeGreaterThan(0.95)
    expect(typical(deviation) / typical(measured.deviation)).toBeLessThan(1.05)
    deviation.forEach((value, k) => {
      // Corners are rarely reached, so that their spread is known less well.
      expect(Math.abs(value - (measured.deviation[k] ?? NaN))).toBeLessThan(0.25 * value + 0.05)
    })
    const edges = meanOf(differences(values, side))
    expectMeans(edges, measured.differences, { deviation: measured.differencesDeviation, n, m })
    for (const [label, classes] of Object.entries(reference.byClass ?? {})) {
      classes.forEach((theirs, k) => {
        const rows = cells(values, side, 4).filter((_, i) => read[label]?.[i] === k)
        // The reference has as large a part of its samples in this class.
        const part = (rows.length * m) / n
        expectMeans(meanOf(rows), theirs, { deviation: deviationOf(rows), n: rows.length, m: part })
      })
    }
  })
})

test('façades have as much of every part', async () => {
  const { shares = [], sharesDeviation = [], count: m } = references.facades ?? { count: 0, fields: {} }
  const { labels = [] } = await made('facades')
  const codes = Object.values(facadePalette).map(([red, green]) => red * 256 + green)
  const size = 64 * 64
  const rows = Array.from({ length: count }, (_, n) => {
    const parts = new Array<number>(12).fill(0)
    for (let pixel = n * size; pixel < (n + 1) * size; pixel++) {
      const byte = (c: number) => Math.round(((labels[pixel * 3 + c] ?? NaN) + 1) * 127.5)
      // Red and green tell the parts apart; a colour that is none of them would be missed in the sum of shares.
      const part = codes.indexOf(byte(0) * 256 + byte(1))
      parts[part] = (parts[part] ?? 0) + 1 / size
    }
    return parts
  })
  expectMeans(meanOf(rows), shares, { deviation: sharesDeviation, n: count, m })
})
