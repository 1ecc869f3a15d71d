// Figures as the page shows them: in words, in rows with what stands beside them, and as text.
import { directions, limitKeyOf, measureOf, standsBeside, untrained } from '../metrics/registry'
import type { Figures, Measures } from '../metrics/types'

interface MetricWords {
  title: string
  /** One sentence: what it says, and which way is better. */
  meaning: string
}

/** The words for a figure's key; keys of two directions share those of the figure itself. */
export function wordsOf(key: string, known?: Measures): MetricWords {
  const found = measureOf(key, known)
  if (!found) return { title: key, meaning: '' }
  const { measure, direction } = found
  const way = direction === null ? '' : `, ${directions[direction]}`
  return { title: `${measure.title}${way}`, meaning: measure.meaning }
}

export interface MetricRow {
  key: string
  value: number
  /** What real samples get; the best that can be hoped for. */
  floor: number | null
  /** What needs no training gets. */
  beside: { title: string; value: number }[]
}

/** One row a figure; records are spread out, with a point between the names. */
export function metricRows(figures: Figures, known?: Measures): MetricRow[] {
  return Object.entries(figures).flatMap(([key, figure]) => {
    if (standsBeside(key, known)) return []
    const limit = figures[limitKeyOf(key, known) ?? '']
    if (typeof figure === 'number') return [rowOf(figures, { key, value: figure, limit })]
    return Object.entries(figure).map(([name, value]) => ({
      ...{ key: `${key}.${name}`, value, beside: [] },
      floor: (typeof limit === 'object' ? limit[name] : undefined) ?? null,
    }))
  })
}

function rowOf(
  figures: Figures,
  { key, value, limit }: { key: string; value: number; limit: Figures[string] | undefined },
): MetricRow {
  const { floor: real } = figures
  const floor = typeof limit === 'number' ? limit : typeof real === 'object' ? real[key] : undefined
  const beside = Object.entries(untrained).flatMap(([name, title]) => {
    const baseline = figures[name]
    const figure = typeof baseline === 'object' ? baseline[key] : undefined
    return figure === undefined ? [] : [{ title, value: figure }]
  })
  return { key, value, floor: floor ?? null, beside }
}

/** Three figures that count; whole numbers as they are. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value)
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.001 ? 3 : 5)
}
