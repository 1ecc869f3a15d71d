// Keeps pictures whole beside the pieces that they are cut into: enlarging is judged on whole pictures.
import type { WholePicture } from '../source'
import type { ArrangedPicture } from './arrange'
import type { DecodePicture } from './picture'
import { resizePicture } from './resize'

/** So many pictures are kept, from all over. */
const mostWholes = 24
/** Of larger pictures, the middle: a network that runs over all of one at once needs memory for every layer. */
const longestSide = 640

/** Some of the pictures at their own size; those that do not decode are left out, as they are from the pieces. */
export async function readWholes(
  pictures: readonly ArrangedPicture[],
  { channels, decode }: { channels: 1 | 3; decode: DecodePicture },
): Promise<WholePicture[]> {
  const wholes: WholePicture[] = []
  const count = Math.min(mostWholes, pictures.length)
  for (let k = 0; k < count; k++) {
    const read = pictures[Math.floor((k * pictures.length) / count)]?.member.read()
    if (read?.ok !== true) continue
    const picture = await decode(read.value).catch(() => null)
    if (picture === null) continue
    const [width, height] = [picture.width, picture.height].map((side) => Math.min(side, longestSide))
    if (width === undefined || height === undefined) continue
    const [left, top] = [(picture.width - width) >> 1, (picture.height - height) >> 1]
    const values = resizePicture(
      picture,
      { width, height, channels, fit: 'cut' },
      { left, top, width, height },
    )
    wholes.push({ shape: [height, width, channels], values })
  }
  return wholes
}
