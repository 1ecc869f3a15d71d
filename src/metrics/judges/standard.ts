// Puts features into units of the real ones' standard deviation, so that none counts more than another.
import type { Features } from '../features'
import { featureWidth } from './featureNet'

export interface Standard {
  mean: Float32Array
  deviation: Float32Array
}

/** As the reference code: a thousandth of the spread of all features keeps dead ones from being blown up. */
export function standardOf(raw: Float32Array): Standard {
  const count = raw.length / featureWidth
  const mean = new Float64Array(featureWidth)
  const square = new Float64Array(featureWidth)
  for (const [i, value] of raw.entries())
    mean[i % featureWidth] = (mean[i % featureWidth] ?? 0) + value / count
  for (const [i, value] of raw.entries()) {
    const k = i % featureWidth
    square[k] = (square[k] ?? 0) + (value - (mean[k] ?? 0)) ** 2 / (count - 1)
  }
  const overall = raw.reduce((sum, value) => sum + value, 0) / raw.length
  const spread = Math.sqrt(raw.reduce((sum, value) => sum + (value - overall) ** 2, 0) / (raw.length - 1))
  const deviation = Float32Array.from(square, (value) => Math.sqrt(value) + 1e-3 * spread)
  return { mean: Float32Array.from(mean), deviation }
}

/** Features in units of the real ones' standard deviation, about their mean. */
export function standardise(raw: Float32Array, { mean, deviation }: Standard): Features {
  const values = raw.map(
    (value, i) => (value - (mean[i % featureWidth] ?? 0)) / (deviation[i % featureWidth] ?? 1),
  )
  return { width: featureWidth, values }
}
