// Pictures of a data set, as they are and as networks that judge see them.
import type { DataSource } from '../data/source'
import { randomStream } from '../lib/random'
import { shrinkByArea, type Pictures } from './pictureSize'

/** The longest side that a network that judges is shown. */
export const largestSide = 32

/** Pictures as the feature network sees them: square, and at most 32 pixels a side, by area. */
export function feedPictures(pictures: Pictures): Pictures {
  const { height, width } = pictures
  const side = Math.min(largestSide, Math.max(height, width))
  return height === side && width === side ? pictures : shrinkByArea(pictures, { height: side, width: side })
}

/** Pictures number `from` and on of a source, as the feature network sees them. */
export function readPictures(source: DataSource, field: string, from: number, count: number): Pictures {
  const [height = 1, width = 1, channels = 1] = source.fields[field]?.shape ?? []
  const indices = Array.from({ length: Math.min(count, source.count) }, (_, k) => (from + k) % source.count)
  const values = source.read(indices)[field] ?? new Float32Array(0)
  return { count: indices.length, height, width, channels, values }
}

/** As many pictures of noise, uniform in [−1, 1), as `like` has. */
export function noisePictures(like: Pictures): Pictures {
  const stream = randomStream(0, 0, 'noise pictures')
  const values = Float32Array.from({ length: like.values.length }, (_, i) => 2 * stream.uniform(i) - 1)
  return { ...like, values }
}
