// What the data browser shows of each field: its first samples, the range of its numbers, how often every class comes.
import { elementCount } from '../../src/lib/format'
import type { DataSource } from '../../src/data/source'
import type { FieldPreview } from '../data.api'

/** Samples that ranges and histograms are counted over. */
const counted = 400

/** A field for the page, all but its picture: `shown` samples of it, and figures over some hundred samples. */
export function previewFields(source: DataSource, shown: number): FieldPreview[] {
  const sampled = Math.min(counted, source.count)
  const samples = source.read(Array.from({ length: sampled }, (_, index) => index))
  return Object.entries(source.fields).map(([name, { shape, integer }]) => {
    const values = samples[name] ?? new Float32Array()
    let [low, high] = [Infinity, -Infinity]
    for (const value of values) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    const single = integer && shape.length === 0
    return {
      name,
      picture: null,
      low,
      high,
      sampled,
      integers: integer ? Array.from(values.subarray(0, shown * elementCount(shape))) : [],
      counts: single ? countClasses(values) : [],
    }
  })
}

/** How often 0, 1, 2, … come. */
function countClasses(values: ArrayLike<number>): number[] {
  const counts: number[] = []
  for (let i = 0; i < values.length; i++) {
    const at = values[i] ?? 0
    while (counts.length <= at && counts.length < 1000) counts.push(0)
    if (at in counts) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
