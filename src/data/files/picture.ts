// Knows pictures by their first bytes, and how large they are before anything decodes them: a small file may claim gigabytes.
import { fail, succeed, type Result } from '../../lib/result'

export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp'

/** Red, green, blue, alpha; rows from the top. */
export interface DecodedPicture {
  width: number
  height: number
  pixels: Uint8ClampedArray | Uint8Array
}

/** Decodes a picture file: the browser's decoder in the worker, another one in Node. Rejects what does not decode. */
export type DecodePicture = (bytes: Uint8Array<ArrayBuffer>) => Promise<DecodedPicture>

const sideCap = 16_384
const pixelCap = 64 * 1024 * 1024

/** The format that the first bytes name, or null. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const starts = (...expected: number[]) => expected.every((byte, i) => bytes[i] === byte)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'gif'
  if (starts(0x52, 0x49, 0x46, 0x46) && ascii(bytes, 8, 4) === 'WEBP') return 'webp'
  if (starts(0x42, 0x4d) && bytes.length >= 26 && (bytes[14] ?? 0) >= 40) return 'bmp'
  return null
}

/** Width and height as the file's header says; or what is wrong with it, without a subject. */
export function pictureSize(bytes: Uint8Array): Result<{ width: number; height: number }, string> {
  const format = pictureFormat(bytes)
  if (format === null) return fail('is no picture')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: { width: number; height: number } | null = null
  try {
    size = readers[format](view)
  } catch {
    // A DataView throws where the file ends too early.
  }
  if (size === null)
    return fail(`starts as a ${format.toUpperCase()} picture and ends before it says its size`)
  const { width, height } = size
  if (width < 1 || height < 1) return fail(`says that it has ${width}×${height} pixels`)
  if (width > sideCap || height > sideCap || width * height > pixelCap)
    return fail(`says that it has ${width}×${height} pixels, more than can be read`)
  return succeed(size)
}

const readers: Record<PictureFormat, (view: DataView) => { width: number; height: number } | null> = {
  png: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  bmp: (view) => ({ width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }),
  jpeg: jpegSize,
  webp: webpSize,
}

/** Walks the segments to the frame header (SOF0 to SOF15, tables apart). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
    at += standsAlone ? 2 : 2 + view.getUint16(at + 2)
  }
  return null
}

function webpSize(view: DataView): { width: number; height: number } | null {
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)))
  const three = (at: number) => view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2)
  if (kind === 'VP8X') return { width: three(24) + 1, height: three(27) + 1 }
  if (kind === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}
