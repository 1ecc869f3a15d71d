// What the feature network learns: to tell the labels of a data set's pictures, or where there are none, quarter turns.
import type { Program } from '../../compiler/program/program'
import type { DataSource } from '../../data/source'
import { randomStream } from '../../lib/random'
import { labelsOf } from '../dataFields'
import { feedPictures, largestSide } from '../sourcePictures'
import type { Head, Lessons } from './featureNet'

/** Labels where the set has some; else quarter turns, which need none. */
export function lessonsOf({
  section,
  field,
  source,
}: {
  section: Program['data'][string]
  field: string
  source: DataSource
}): Lessons {
  const labels = labelsOf(section).filter(({ name }) => source.fields[name] !== undefined)
  const [height = 1, width = 1, channels = 1] = source.fields[field]?.shape ?? []
  const side = Math.min(largestSide, Math.max(height, width))
  const common = { side, channels, count: source.count }
  const picturesAt = (indices: number[]) => {
    const read = source.read(indices)
    const pictures = { count: indices.length, height, width, channels, values: read[field] ?? [] }
    return { read, fed: Float32Array.from(feedPictures(pictures).values) }
  }
  if (labels.length === 0) {
    const heads: Head[] = [{ name: 'turn', classes: 4 }]
    return {
      ...common,
      heads,
      read: (indices) => {
        const answers = Int32Array.from(indices, (index, k) =>
          Math.floor(4 * randomStream(0, index, 'turn').uniform(k)),
        )
        return { pictures: turnPictures(picturesAt(indices).fed, side, channels, answers), answers }
      },
    }
  }
  return {
    ...common,
    heads: labels,
    read: (indices) => {
      const { read, fed } = picturesAt(indices)
      const answers = new Int32Array(indices.length * labels.length)
      for (const [head, { name }] of labels.entries()) {
        for (let k = 0; k < indices.length; k++) answers[k * labels.length + head] = read[name]?.[k] ?? 0
      }
      return { pictures: fed, answers }
    },
  }
}

/** Turns each square picture by its number of quarter turns. */
function turnPictures(values: Float32Array, side: number, channels: number, turns: Int32Array): Float32Array {
  const out = new Float32Array(values.length)
  const size = side * side * channels
  for (const [k, turn] of turns.entries()) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [u, v] = [
          [x, y],
          [y, side - 1 - x],
          [side - 1 - x, side - 1 - y],
          [side - 1 - y, x],
        ][turn] ?? [x, y]
        for (let c = 0; c < channels; c++) {
          out[k * size + (y * side + x) * channels + c] =
            values[k * size + ((v ?? 0) * side + (u ?? 0)) * channels + c] ?? 0
        }
      }
    }
  }
  return out
}
