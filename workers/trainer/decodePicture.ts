// Decodes pictures with the browser's own decoder, off the page.
import type { DecodedPicture } from '../../src/data/files/picture'

/** Red, green, blue, alpha of a picture file, upright as its camera noted. Rejects what the browser cannot decode. */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture> {
  const bitmap = await createImageBitmap(new Blob([bytes]), { premultiplyAlpha: 'none' })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser cannot read pictures in a worker.')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return { width, height, pixels: context.getImageData(0, 0, width, height).data }
}
