// Decodes pictures in Node.
import sharp from 'sharp'
import type { DecodedPicture } from '../data/files/picture'

/** Red, green, blue, alpha of a picture file, upright as its camera noted. Rejects what does not decode. */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
  const image = sharp(bytes, { failOn: 'error' }).rotate().toColourspace('srgb').ensureAlpha()
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}
