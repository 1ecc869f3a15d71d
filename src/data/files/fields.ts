// Makes the fields of a data set of pictures: decoded one after another, brought to one size, kept as bytes.
import { elementCount } from '../../lib/format'
import type { PictureShape } from '../../lib/pictureShapes'
import type { StoredField } from '../source'
import type { ArrangedPicture } from './arrange'
import { numberWords, type Tokens } from './captions'
import type { Skipped } from './member'
import { cutBoxes, mostPieces, type Box } from './pieces'
import type { DecodedPicture, DecodePicture } from './picture'
import { resizePicture, type Fit } from './resize'

/** A picture field to make: `half` says which side of a pair it is made of. */
export interface ImageField {
  name: string
  shape: PictureShape
  half: 'whole' | 'left' | 'right'
}

export interface PictureFields {
  count: number
  fields: Record<string, StoredField>
  tokens: Tokens | null
  skipped: Skipped[]
}

/** Milliseconds of work before the event loop gets its turn. */
const slice = 20

/**
 * Decodes and resizes pictures, one at a time, so that memory holds bytes of the final size only; a picture that does not
 * decode is listed and left out. Labels and captions go along with their pictures. A picture that is cut gives as many samples
 * as pieces.
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
  const room = pictures.reduce((sum, picture) => sum + roomFor(picture, args), 0)
  const buffers = images.map(({ shape }) => new Uint8Array(room * elementCount(shape)))
  const kept: ArrangedPicture[] = []
  const skipped: Skipped[] = []
  let rested = performance.now()
  for (const [i, picture] of pictures.entries()) {
    const made = await makeImages(picture, args)
    if (typeof made === 'string') skipped.push({ path: picture.member.path, reason: made })
    else
      for (const piece of made) {
        piece.forEach((bytes, k) => buffers[k]?.set(bytes, kept.length * bytes.length))
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

type Cutting = Pick<Parameters<typeof makePictureFields>[0], 'pictures' | 'images' | 'fit'>

/** The most samples that a picture can give: a camera's note may turn it on its side. */
function roomFor({ width, height }: ArrangedPicture, cutting: Cutting): number {
  const turned = boxesOf({ width: height, height: width }, cutting)
  return Math.max(boxesOf({ width, height }, cutting).length, turned.length)
}

/** What is taken of a picture, in the coordinates of a half of it where it is a pair: one box a sample. */
function boxesOf(
  { width, height }: { width: number; height: number },
  { pictures, images, fit }: Cutting,
): Box[] {
  const paired = images.some(({ half }) => half !== 'whole')
  const area = { left: 0, top: 0, width: paired ? width / 2 : width, height }
  const bytes = images.reduce((sum, { shape }) => sum + elementCount(shape), 0)
  const [rows, columns] = [0, 1].map((axis) => Math.max(...images.map(({ shape }) => shape[axis] ?? 0)))
  if (fit !== 'cut' || !rows || !columns) return [area]
  const most = mostPieces(pictures.length, bytes)
  return cutBoxes(area, { width: columns, height: rows, most }) ?? [area]
}

/** The picture's part in each field, one list a sample; or why there is none, as a sentence without its subject. */
async function makeImages(
  { member, width, height }: ArrangedPicture,
  args: Cutting & { decode: DecodePicture },
): Promise<Uint8Array[][] | string> {
  const read = member.read()
  if (!read.ok) return read.error
  try {
    const picture = await args.decode(read.value)
    // Cameras turn pictures by a note in the file, which swaps the sides of the header.
    if (picture.width * picture.height !== width * height)
      return `decodes to ${picture.width}×${picture.height} pixels, its header says ${width}×${height}`
    const boxes = boxesOf(picture, args)
    return boxes.map((box) => args.images.map((image) => partOf(picture, image, { box, fit: args.fit })))
  } catch {
    return 'does not decode: it is damaged'
  }
}

function partOf(
  picture: DecodedPicture,
  { shape: [height, width, channels], half }: ImageField,
  { box, fit }: { box: Box; fit: Fit },
): Uint8Array {
  const left = box.left + (half === 'right' ? picture.width / 2 : 0)
  return resizePicture(picture, { width, height, channels, fit }, { ...box, left })
}
