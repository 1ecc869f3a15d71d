// Measures whole enlarged pictures as the literature on super-resolution does: luma, without the border.
import { fromByte, toByte } from '../lib/pixels'
import type { Drawn, Figures } from './figures'
import { picturesOf } from './measurePairs'
import { meanPeakSignalRatio, structuralSimilarity } from './pictureDistances'
import { resizePictures, type Pictures } from './pictureSize'
import type { MetricPart } from './plan'

/** Pixels at each side that are not judged. */
const border = 4

/** Means over whole pictures, beside enlarging by rule; pictures that could not be drawn or are all border do not count. */
export function measureWholes(
  { value, input, target }: Extract<MetricPart, { kind: 'enlargement' }>,
  drawn: readonly Drawn[],
): Figures {
  const found = drawn.flatMap((each) => {
    const [ours, low, truth] = [value, input, target].map((name) => picturesOf(each, name))
    return ours && low && truth && Math.min(truth.height, truth.width) > 2 * border + 10
      ? [{ ours, low, truth }]
      : []
  })
  if (found.length === 0) return {}
  const of = (pictures: (one: (typeof found)[number]) => Pictures) => {
    const qualities = found.map((one) => lumaQuality(pictures(one), one.truth))
    const mean = (key: 'psnr' | 'ssim') =>
      qualities.reduce((sum, quality) => sum + quality[key], 0) / found.length
    return { wholePsnr: mean('psnr'), wholeSsim: mean('ssim') }
  }
  const by = (how: 'nearest' | 'bilinear' | 'bicubic') =>
    of(({ low, truth: { height, width } }) => resizePictures(low, { height, width, how }))
  const figures = of(({ ours }) => ours)
  return { ...figures, nearest: by('nearest'), bilinear: by('bilinear'), bicubic: by('bicubic') }
}

/** PSNR and SSIM of the luma of one picture as it would be saved, in bytes, 4 pixels of border cut off. */
export function lumaQuality(picture: Pictures, truth: Pictures): { psnr: number; ssim: number } {
  const [a, b] = [lumaInside(picture), lumaInside(truth)]
  return { psnr: meanPeakSignalRatio(a, b), ssim: structuralSimilarity(a, b) }
}

/**
 * Luma as video has it (ITU-R BT.601: 16 for black, 235 for white), which super-resolution is compared by; in [−1, 1] for bytes.
 * Pictures of one channel are luma already.
 */
function lumaInside({ height, width, channels, values }: Pictures): Pictures {
  const [rows, columns] = [height - 2 * border, width - 2 * border]
  const byte = (at: number) => toByte(values[at] ?? NaN)
  const luma = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [border + Math.floor(i / columns), border + (i % columns)]
    const at = (row * width + column) * channels
    if (channels === 1) return fromByte(byte(at))
    const y = 16 + (65.481 * byte(at) + 128.553 * byte(at + 1) + 24.966 * byte(at + 2)) / 255
    return fromByte(y)
  })
  return { count: 1, height: rows, width: columns, channels: 1, values: luma }
}
