// Distances between pictures of which one is known to be right: L1, PSNR, SSIM, overlap of the foreground.
import { sizeOf, type Pictures } from './pictureSize'

/** Mean absolute difference of all numbers, which are in [−1, 1]. */
export function meanAbsoluteError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? NaN) - (b[i] ?? NaN))
  return sum / a.length
}

function meanSquare(a: ArrayLike<number>, b: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += ((a[i] ?? NaN) - (b[i] ?? NaN)) ** 2
  return sum / (to - from)
}

/** Peak signal-to-noise ratio, in dB, of the mean square over all pictures; the range of values is 2. */
export function peakSignalRatio(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return 10 * Math.log10(4 / meanSquare(a, b, 0, a.length))
}

/** The mean over pictures of each one's own ratio, which super-resolution reports. */
export function meanPeakSignalRatio(a: Pictures, b: Pictures): number {
  const size = sizeOf(a)
  let sum = 0
  for (let k = 0; k < a.count; k++) {
    sum += 10 * Math.log10(4 / meanSquare(a.values, b.values, k * size, (k + 1) * size))
  }
  return sum / a.count
}

const windowSide = 11
const sigma = 1.5

/**
 * Structural similarity (Wang et al. 2004) over 11×11 Gaussian windows of σ 1.5 that lie wholly inside, per channel; for values in
 * [−1, 1]. 1 for the same pictures.
 */
export function structuralSimilarity(a: Pictures, b: Pictures): number {
  const planes = a.count * a.channels
  let sum = 0
  for (let plane = 0; plane < planes; plane++) sum += planeSimilarity(planeOf(a, plane), planeOf(b, plane), a)
  return sum / planes
}

/** One channel of one picture, spread over [0, 1]. */
function planeOf({ channels, height, width, values }: Pictures, plane: number): Float64Array {
  const [picture, channel] = [Math.floor(plane / channels), plane % channels]
  const from = picture * height * width * channels + channel
  return Float64Array.from(
    { length: height * width },
    (_, i) => ((values[from + i * channels] ?? NaN) + 1) / 2,
  )
}

function planeSimilarity(x: Float64Array, y: Float64Array, { height, width }: Pictures): number {
  const blur = (values: Float64Array) => blurPlane(values, height, width)
  const product = (p: Float64Array, q: Float64Array) => blur(p.map((value, i) => value * (q[i] ?? NaN)))
  const [meanX, meanY, xx, yy, xy] = [blur(x), blur(y), product(x, x), product(y, y), product(x, y)]
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2]
  let sum = 0
  for (const [i, mx] of meanX.entries()) {
    const my = meanY[i] ?? NaN
    const spread = (xx[i] ?? NaN) - mx * mx + (yy[i] ?? NaN) - my * my
    const shared = (xy[i] ?? NaN) - mx * my
    sum += ((2 * mx * my + c1) * (2 * shared + c2)) / ((mx * mx + my * my + c1) * (spread + c2))
  }
  return sum / meanX.length
}

const bell = Array.from({ length: windowSide }, (_, i) =>
  Math.exp(-((i - (windowSide - 1) / 2) ** 2) / (2 * sigma ** 2)),
)
const bellSum = bell.reduce((sum, weight) => sum + weight, 0)

/** Weighted means of all windows inside, columns first. */
function blurPlane(values: Float64Array, height: number, width: number): Float64Array {
  const [rows, columns] = [height - windowSide + 1, width - windowSide + 1]
  const narrow = new Float64Array(height * columns)
  for (let i = 0; i < narrow.length; i++) {
    const from = Math.floor(i / columns) * width + (i % columns)
    narrow[i] = bell.reduce((sum, weight, k) => sum + weight * (values[from + k] ?? NaN), 0) / bellSum
  }
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < out.length; i++) {
    out[i] = bell.reduce((sum, weight, k) => sum + weight * (narrow[i + k * columns] ?? NaN), 0) / bellSum
  }
  return out
}

/** Limits values to [−1, 1], as a screen does. */
export function clampPictures(pictures: Pictures): Pictures {
  return {
    ...pictures,
    values: Float32Array.from(pictures.values, (value) => Math.min(1, Math.max(-1, value))),
  }
}

/** Mean overlap (intersection over union) of the pixels whose brightest channel is above `threshold` of [0, 1]. */
export function foregroundOverlap(a: Pictures, b: Pictures, threshold: number): number {
  const { count, height, width, channels } = a
  const bright = (values: ArrayLike<number>, pixel: number) => {
    let most = -Infinity
    for (let c = 0; c < channels; c++) most = Math.max(most, values[pixel * channels + c] ?? NaN)
    return (most + 1) / 2 > threshold
  }
  let sum = 0
  for (let k = 0; k < count; k++) {
    let [both, either] = [0, 0]
    for (let pixel = k * height * width; pixel < (k + 1) * height * width; pixel++) {
      const [one, other] = [bright(a.values, pixel), bright(b.values, pixel)]
      if (one && other) both++
      if (one || other) either++
    }
    sum += both / Math.max(1, either)
  }
  return sum / count
}

/** The mean of a figure over pictures that are not of one size. */
export function meanOver<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0) / items.length
}
