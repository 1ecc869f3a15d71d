// Makes the fields of a data set of pictures: decoded one after another, brought to one size, kept as bytes.
import { elementCount } from '../../../src/lib/format'
import type { StoredField } from '../source'
import type { ArrangedPicture } from './arrange'
import { numberWords, type Tokens } from './captions'
import type { Skipped } from './member'
import type { DecodePicture } from './picture'
import { resizePicture, type Fit } from './resize'

/** A picture field to make: `half` says which side of a pair it is made of. */
export interface ImageField {
  name: string
  shape: [height: number, width: number, channels: 1 | 3]
  half: 'whole' | 'left' | 'right'
}

export interface PictureFields {
  count: number
  fields: Record<string, StoredField>
  tokens: Tokens | null
  skipped: Skipped[]
}

/** Milliseconds of work between two breaths for the event loop. */
const slice = 20

/**
 * Decodes and resizes pictures, one at a time, so that memory holds bytes of the final size only; a picture that does not
 * decode is listed and left out. Labels and captions go along with their pictures.
 */
export async function makePictureFields(args: {
  pictures: readonly ArrangedPicture[]
  images: readonly ImageField[]
  fit: Fit
  names: { label: string; caption: string }
  decode: DecodePicture
  onProgress?: ((fraction: number) => void) | undefined
}): Promise<PictureFields> {
  const { pictures, images, names, onProgress } = args
  const buffers = images.map(({ shape }) => new Uint8Array(pictures.length * elementCount(shape)))
  const kept: ArrangedPicture[] = []
  const skipped: Skipped[] = []
  let rested = performance.now()
  for (const [i, picture] of pictures.entries()) {
    const made = await makeImages(picture, args)
    if (typeof made === 'string') skipped.push({ path: picture.member.path, reason: made })
    else {
      made.forEach((bytes, k) => buffers[k]?.set(bytes, kept.length * bytes.length))
      kept.push(picture)
    }
    if (performance.now() - rested < slice) continue
    onProgress?.(i / pictures.length)
    await new Promise((resolve) => setTimeout(resolve, 0))
    rested = performance.now()
  }
  onProgress?.(1)
  const count = kept.length
  const fields: Record<string, StoredField> = {}
  images.forEach(({ name, shape }, k) => {
    const bytes = buffers[k] ?? new Uint8Array(0)
    const size = count * elementCount(shape)
    fields[name] = { shape: [...shape], values: bytes.length === size ? bytes : bytes.slice(0, size) }
  })
  if (kept.some(({ label }) => label !== undefined))
    fields[names.label] = { shape: [], values: Int32Array.from(kept, ({ label }) => label ?? 0) }
  const captions = kept.flatMap(({ caption }) => caption ?? [])
  const tokens = captions.length > 0 ? numberWords(captions) : null
  if (tokens) fields[names.caption] = { shape: [tokens.length], values: tokens.values }
  return { count, fields, tokens, skipped }
}

/** The picture's part in each field, or why there is none, as a sentence without its subject. */
async function makeImages(
  { member, width, height }: ArrangedPicture,
  { images, fit, decode }: { images: readonly ImageField[]; fit: Fit; decode: DecodePicture },
): Promise<Uint8Array[] | string> {
  const read = member.read()
  if (!read.ok) return read.error
  try {
    const picture = await decode(read.value)
    // Cameras turn pictures by a note in the file, which swaps the sides of the header.
    if (picture.width * picture.height !== width * height)
      return `decodes to ${picture.width}×${picture.height} pixels, its header says ${width}×${height}`
    const middle = picture.width / 2
    return images.map(({ shape, half }) => {
      const [rows, columns, channels] = shape
      const target = { width: columns, height: rows, channels, fit }
      const box = { left: half === 'right' ? middle : 0, top: 0, width: middle, height: picture.height }
      return resizePicture(picture, target, half === 'whole' ? undefined : box)
    })
  } catch {
    return 'does not decode: it is damaged'
  }
}
