// Good and bad files of every form, made here: what the reader's tests feed it, each bad one with what must be said of it.
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import type { GivenFile } from './unpack'

export type Bytes = Uint8Array<ArrayBuffer>

export function given(name: string, bytes: Uint8Array): GivenFile {
  return { name, bytes: Uint8Array.from(bytes).buffer }
}

/** Bytes with some of them changed. */
export function changed(bytes: Uint8Array, edits: Record<number, number>): Bytes {
  const copy = Uint8Array.from(bytes)
  for (const [at, value] of Object.entries(edits)) copy[Number(at)] = value
  return copy
}

export function joined(...parts: (Uint8Array | number[])[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

export function text(content: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(content))
}

export function gzip(bytes: Uint8Array): Bytes {
  return Uint8Array.from(gzipSync(bytes))
}

/** An IDX file of bytes. */
export function idx(sizes: number[], value: (i: number) => number = (i) => i % 251): Bytes {
  const start = 4 + 4 * sizes.length
  const bytes = new Uint8Array(start + sizes.reduce((a, b) => a * b, 1))
  bytes.set([0, 0, 8, sizes.length])
  sizes.forEach((size, k) => new DataView(bytes.buffer).setUint32(4 + 4 * k, size))
  for (let i = start; i < bytes.length; i++) bytes[i] = value(i - start)
  return bytes
}

/** A picture of one colour, with a dot in its upper left corner so that it is not constant. */
export async function picture(
  width: number,
  height: number,
  { format = 'png', red = 200 }: { format?: 'png' | 'jpeg' | 'webp' | 'gif'; red?: number } = {},
): Promise<Bytes> {
  const pixels = new Uint8Array(width * height * 3)
  for (let i = 0; i < pixels.length; i += 3) pixels.set([red, 100, 50], i)
  pixels.set([0, 0, 0], 0)
  return Uint8Array.from(
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .toFormat(format)
      .toBuffer(),
  )
}

export function zip(files: Record<string, Uint8Array>, level: 0 | 6 = 6): Bytes {
  return Uint8Array.from(zipSync(files, { level }))
}

/** A tar archive of plain files, as ustar has it. */
export function tar(files: Record<string, Uint8Array>): Bytes {
  const parts = Object.entries(files).flatMap(([path, bytes]) => {
    const header = new Uint8Array(512)
    const put = (at: number, value: string) => header.set(text(value), at)
    put(0, path)
    put(100, '0000644\0')
    put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`)
    put(148, '        ')
    put(156, '0')
    put(257, 'ustar\x0000')
    const sum = header.reduce((total, byte) => total + byte, 0)
    put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
    return [header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)]
  })
  return joined(...parts, new Uint8Array(1024))
}

/** An .npy file, format version 1. */
export function npy(
  shape: number[],
  values: Uint8Array | Float32Array | BigInt64Array,
  descr?: string,
): Bytes {
  const types = values instanceof Uint8Array ? '|u1' : values instanceof Float32Array ? '<f4' : '<i8'
  const tuple = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(', ')
  const header = `{'descr': '${descr ?? types}', 'fortran_order': False, 'shape': (${tuple}), }`
  const padded = `${header.padEnd(117, ' ')}\n`
  const body = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength)
  return joined([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0], text(padded), body)
}

/** Records of CIFAR-10's binary form with the labels that are given. */
export function cifar(labels: number[]): Bytes {
  const bytes = new Uint8Array(labels.length * 3073)
  labels.forEach((label, i) => {
    bytes.fill(40 * i + 10, i * 3073, (i + 1) * 3073)
    bytes[i * 3073] = label
  })
  return bytes
}
