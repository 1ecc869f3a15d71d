// Turns a picture file into what a network takes: cropped, resized, in [−1, 1], and in a label map's own colours.
import { fromByte } from '../../src/lib/pixels'
import { fail, succeed, type Result } from '../../src/lib/result'
import { pictureSize, type DecodePicture } from '../../src/data/files/picture'
import { resizePicture } from '../../src/data/files/resize'
import type { Palette } from '../data.api'
import type { Failure } from '../../src/lib/failure'
import type { Numbers } from '../../src/lib/numbers'

/** The picture with a batch axis of 1, or a sentence that names the file. */
export async function readPicture(
  decode: DecodePicture,
  { name, bytes }: { name: string; bytes: ArrayBuffer },
  { shape, palette }: { shape: readonly number[]; palette: Palette },
): Promise<Result<Numbers, Failure>> {
  const [height, width, channels] = shape
  if (height === undefined || width === undefined || (channels !== 1 && channels !== 3))
    return fail({ code: 'not_a_picture_value', message: 'This value is not a picture.' })
  const file = new Uint8Array(bytes)
  const size = pictureSize(file)
  const remedy = 'Choose a PNG, JPEG, GIF, WebP or BMP picture.'
  if (!size.ok) return fail({ code: 'no_picture', message: `${name} ${size.error}.`, remedy })
  try {
    const resized = resizePicture(await decode(file), { height, width, channels, fit: 'crop' })
    const pixels = palette.kind === 'palette' && channels === 3 ? snap(resized, palette.colours) : resized
    const values = Float32Array.from(pixels, fromByte)
    return succeed({ shape: [1, height, width, channels], values })
  } catch {
    return fail({ code: 'no_picture', message: `${name} is damaged: it does not decode.`, remedy })
  }
}

/** Every pixel in the colour that is nearest: between two parts of a label map, resampling makes colours that mean nothing. */
function snap(
  pixels: Uint8Array,
  colours: readonly { colour: readonly [number, number, number] }[],
): Uint8Array {
  const out = new Uint8Array(pixels.length)
  for (let at = 0; at < pixels.length; at += 3) {
    let least = Infinity
    for (const { colour } of colours) {
      const distance = colour.reduce((sum, part, k) => sum + (part - (pixels[at + k] ?? 0)) ** 2, 0)
      if (distance >= least) continue
      least = distance
      out.set(colour, at)
    }
  }
  return out
}
