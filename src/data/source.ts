// What training reads from: samples by number, the same sample for the same number, in plain arrays.
import { elementCount } from '../lib/format'
import { fromByte } from '../lib/pixels'

/** One field of a data set. The shape has no batch axis. */
export interface SourceField {
  shape: number[]
  /** Labels and tokens come as Int32Array, everything else as Float32Array. */
  integer: boolean
}

/** A data set in memory, or one that is made as it is read. */
export interface DataSource {
  /** Samples have the numbers 0 to count − 1. */
  count: number
  fields: Record<string, SourceField>
  /** By field: the whole pictures, each of its own size, that the samples for testing were cut from. */
  wholes?: Record<string, readonly WholePicture[]>
  /**
   * The samples of these numbers, one array a field, sample after sample in the order of `indices`. Pictures are in
   * [−1, 1]. Numbers outside the set are a bug of the caller.
   */
  read(indices: ArrayLike<number>): Record<string, Float32Array | Int32Array>
}

/** A field as it is kept: pictures as bytes (0 is −1, 255 is 1), labels as Int32Array, anything else as Float32Array. */
export interface StoredField {
  shape: number[]
  values: Uint8Array | Float32Array | Int32Array
}

/** A picture of any size: height, width, channels; bytes as in `StoredField`. */
export interface WholePicture {
  shape: number[]
  values: Uint8Array
}

/** Reads from arrays in memory; bytes are spread over [−1, 1] on the way. */
export function sourceFromArrays({
  count,
  fields,
}: {
  count: number
  fields: Record<string, StoredField>
}): DataSource {
  const described = Object.entries(fields).map(([name, { shape, values }]) => {
    return [name, { shape, integer: values instanceof Int32Array }] as const
  })
  return {
    count,
    fields: Object.fromEntries(described),
    read: (indices) =>
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, gather(field, indices)])),
  }
}

function gather({ shape, values }: StoredField, indices: ArrayLike<number>): Float32Array | Int32Array {
  const size = elementCount(shape)
  const length = indices.length * size
  const out = values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length)
  for (let i = 0; i < indices.length; i++) {
    const start = (indices[i] ?? 0) * size
    const sample = values.subarray(start, start + size)
    if (values instanceof Uint8Array) for (let k = 0; k < size; k++) out[i * size + k] = levels[sample[k]!]!
    else out.set(sample, i * size)
  }
  return out
}

/** What each byte is spread to: looking it up is several times faster than working it out. */
const levels = Float32Array.from({ length: 256 }, (_, byte) => fromByte(byte))
