// Reads NumPy's .npy arrays (format versions 1 to 3): a small header in Python's syntax, then the numbers.
import { elementCount, formatSizes } from '../../lib/format'
import { fail, succeed, type Result } from '../../lib/result'

export interface NpyArray {
  shape: number[]
  /** Booleans and bytes as Uint8Array, other whole numbers as Int32Array, the rest as Float32Array. */
  values: Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const elementCap = 512 * 1024 * 1024

/** Whether the bytes start as an .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte)
}

/** One array of numbers, little- or big-endian; or what is wrong with the file, without a subject. */
export function readNpy(bytes: Uint8Array<ArrayBuffer>): Result<NpyArray, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12) return fail('ends inside its header')
  const wide = (bytes[6] ?? 0) >= 2
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true)
  const start = (wide ? 12 : 10) + length
  if (start > bytes.length) return fail('ends inside its header')
  const header = new TextDecoder('latin1').decode(bytes.subarray(wide ? 12 : 10, start))
  const type = /'descr':\s*'([<>|=])([a-z])(\d+)'/.exec(header)
  const shape = parseShape(header)
  if (shape === null) return fail('has a header without a shape')
  if (!type) return fail('holds no plain numbers (its header names another type)')
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1)
    return fail('is stored column by column (fortran_order); save it again after numpy.ascontiguousarray')
  const [, order, letter = '', size = ''] = type
  const read = readers[letter + size]
  if (!read) return fail(`holds numbers of the type ${letter}${size}, which is not read`)
  const count = elementCount(shape)
  if (count > elementCap) return fail(`says that it holds ${formatSizes(shape)} numbers, which is too many`)
  const end = start + count * Number(size)
  if (bytes.length < end)
    return fail(`ends too early: ${formatSizes(shape)} numbers need ${end} bytes, and it has ${bytes.length}`)
  const values = read.make(count)
  for (let i = 0; i < count; i++) values[i] = read.at(view, start + i * Number(size), order !== '>')
  return succeed({ shape, values })
}

function parseShape(header: string): number[] | null {
  const found = /'shape':\s*\(([\d,\s]*)\)/.exec(header)
  if (!found) return null
  const sizes = (found[1] ?? '').split(',').filter((part) => part.trim() !== '')
  return sizes.map(Number)
}

interface Reader {
  make: (count: number) => NpyArray['values']
  at: (view: DataView, at: number, little: boolean) => number
}

const bytes8 = (count: number) => new Uint8Array(count)
const whole = (count: number) => new Int32Array(count)
const real = (count: number) => new Float32Array(count)

const readers: Record<string, Reader> = {
  b1: { make: bytes8, at: (view, at) => view.getUint8(at) },
  u1: { make: bytes8, at: (view, at) => view.getUint8(at) },
  i1: { make: whole, at: (view, at) => view.getInt8(at) },
  u2: { make: whole, at: (view, at, little) => view.getUint16(at, little) },
  i2: { make: whole, at: (view, at, little) => view.getInt16(at, little) },
  u4: { make: whole, at: (view, at, little) => view.getUint32(at, little) },
  i4: { make: whole, at: (view, at, little) => view.getInt32(at, little) },
  u8: { make: whole, at: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i8: { make: whole, at: (view, at, little) => Number(view.getBigInt64(at, little)) },
  f4: { make: real, at: (view, at, little) => view.getFloat32(at, little) },
  f8: { make: real, at: (view, at, little) => view.getFloat64(at, little) },
}
