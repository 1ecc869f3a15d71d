// Evidence of whole enlarged pictures, as the literature on super-resolution has it: luma, without the border.
import { fromByte, toByte } from '../../lib/pixels'
import { resizePictures, type Enlargement, type Pictures } from '../pictureSize'
import { picturesOf, type Gather } from './gather'
import type { PairEvidence, WholesEvidence } from './types'

/** Pixels at each side that are not judged. */
const border = 4

/** Beside it, enlarging by rule; pictures that could not be drawn or are all border do not count. */
export const gatherWholes: Gather<'enlargement', WholesEvidence> = async (_, { part, following, asked }) => {
  const found = following.flatMap((drawn) => {
    const [ours, low, truth] = [part.value, part.input, part.target].map((name) => picturesOf(drawn, name))
    return ours && low && truth && Math.min(truth.height, truth.width) > 2 * border + 10
      ? [{ ours, low, truth }]
      : []
  })
  if (found.length === 0) return null
  const of = (pictures: (one: (typeof found)[number]) => Pictures) => ({
    pictures: found.map((one) => lumaPair(pictures(one), one.truth)),
  })
  const by = (how: Enlargement) => {
    const enlarged = of(({ low, truth: { height, width } }) => resizePictures(low, { height, width, how }))
    return asked.figures(how, enlarged)
  }
  const beside = {
    nearest: await by('nearest'),
    bilinear: await by('bilinear'),
    bicubic: await by('bicubic'),
  }
  return { own: of(({ ours }) => ours), beside }
}

/** The luma of a picture and of the right one as they would be saved, in bytes, 4 pixels of border cut off. */
export function lumaPair(shown: Pictures, target: Pictures): PairEvidence {
  return { shown: lumaInside(shown), target: lumaInside(target) }
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
