// Reads and writes safetensors files: named arrays with shapes behind a small JSON header (huggingface.co/docs/safetensors).
import { elementCount } from './format'
import { isRecord } from './own'
import type { Numbers } from './numbers'
import { type Result, fail, succeed } from './result'

export interface SafetensorsContent {
  tensors: Record<string, Numbers>
  metadata: Record<string, string>
}

export interface SafetensorsInput {
  tensors: Record<string, { shape: readonly number[]; values: Float32Array | Int32Array }>
  metadata?: Record<string, string>
}

const headerCap = 32 * 1024 * 1024
const tensorCap = 100_000

/** Writes a file with the tensors in the order given. Throws when a shape does not match its values: that is a bug. */
export function writeSafetensors({ tensors, metadata }: SafetensorsInput): ArrayBuffer {
  const header: [string, unknown][] = metadata ? [['__metadata__', metadata]] : []
  let offset = 0
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    if (elementCount(shape) !== values.length)
      throw new Error(`${name}: ${values.length} values for [${shape.join(', ')}]`)
    const end = offset + values.byteLength
    header.push([name, { dtype: dtypeOf(values), shape, data_offsets: [offset, end] }])
    offset = end
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const start = 8 + Math.ceil(text.length / 8) * 8
  const bytes = new Uint8Array(start + offset)
  bytes.fill(0x20, 8, start)
  bytes.set(text, 8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true)
  let at = start
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes.buffer
}

function dtypeOf(values: Float32Array | Int32Array): string {
  return values instanceof Int32Array ? 'I32' : 'F32'
}

/**
 * Reads a file into arrays of its own (nothing points into `buffer`). Refuses, with a sentence: a broken header, other
 * number types than F32 and I32, tensors that overlap, leave gaps, or do not fit the file.
 */
export function readSafetensors(buffer: ArrayBuffer): Result<SafetensorsContent, string> {
  if (buffer.byteLength < 8) return fail(`Not a safetensors file: it has ${buffer.byteLength} bytes.`)
  const length = Number(new DataView(buffer).getBigUint64(0, true))
  if (length > headerCap || 8 + length > buffer.byteLength) {
    return fail(`Not a safetensors file: its first 8 bytes promise a header of ${length} bytes.`)
  }
  const header = parseHeader(new Uint8Array(buffer, 8, length))
  if (!header.ok) return header
  const { __metadata__: notes, ...entries } = header.value
  const metadata = readMetadata(notes)
  if (!metadata.ok) return metadata
  const tensors = readTensors(entries, buffer.slice(8 + length))
  return tensors.ok ? succeed({ tensors: tensors.value, metadata: metadata.value }) : tensors
}

function parseHeader(bytes: Uint8Array): Result<Record<string, unknown>, string> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return fail('Not a safetensors file: its header is not JSON.')
  }
  if (!isRecord(header)) return fail('Not a safetensors file: its header is not a JSON object.')
  if (Object.keys(header).length > tensorCap) return fail(`The file has more than ${tensorCap} tensors.`)
  if (Object.hasOwn(header, '__proto__')) return fail('The file has a tensor named __proto__.')
  return succeed(header)
}

function readMetadata(notes: unknown): Result<Record<string, string>, string> {
  const metadata: Record<string, string> = {}
  if (notes === undefined) return succeed(metadata)
  if (!isRecord(notes)) return fail('The metadata of the file is not a JSON object.')
  for (const [key, text] of Object.entries(notes)) {
    if (typeof text !== 'string' || key === '__proto__') return fail(`The metadata ${key} is not text.`)
    metadata[key] = text
  }
  return succeed(metadata)
}

interface Entry {
  name: string
  dtype: 'F32' | 'I32'
  shape: number[]
  begin: number
  end: number
}

function readTensors(
  entries: Record<string, unknown>,
  data: ArrayBuffer,
): Result<Record<string, Numbers>, string> {
  const tensors: Record<string, Numbers> = {}
  const read: Entry[] = []
  for (const [name, entry] of Object.entries(entries)) {
    const checked = checkEntry(name, entry, data.byteLength)
    if (!checked.ok) return checked
    read.push(checked.value)
  }
  read.sort((a, b) => a.begin - b.begin || a.end - b.end)
  let reached = 0
  for (const { name, begin, end } of read) {
    if (begin !== reached) return fail(`The bytes of ${name} start at ${begin} instead of ${reached}.`)
    reached = end
  }
  if (reached !== data.byteLength) {
    return fail(`The file has ${data.byteLength} bytes of numbers; its header describes ${reached}.`)
  }
  const byName = new Map(read.map((entry) => [entry.name, entry]))
  for (const name of Object.keys(entries)) {
    const entry = byName.get(name)
    if (!entry) continue
    const part = data.slice(entry.begin, entry.end)
    tensors[name] = {
      shape: entry.shape,
      values: entry.dtype === 'I32' ? new Int32Array(part) : new Float32Array(part),
    }
  }
  return succeed(tensors)
}

function checkEntry(name: string, entry: unknown, available: number): Result<Entry, string> {
  if (!isRecord(entry)) return fail(`The header's entry ${name} is not a JSON object.`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (dtype !== 'F32' && dtype !== 'I32') {
    return fail(`${name} has numbers of type ${String(dtype).slice(0, 20)}; only F32 and I32 can be read.`)
  }
  if (!isWholeNumbers(shape) || shape.length > 8)
    return fail(`The shape of ${name} is not a list of whole numbers.`)
  if (!isWholeNumbers(offsets) || offsets.length !== 2)
    return fail(`The offsets of ${name} are not two whole numbers.`)
  const [begin = 0, end = 0] = offsets
  if (end > available) return fail(`${name} ends at byte ${end} of the numbers; the file has ${available}.`)
  if (end - begin !== 4 * elementCount(shape)) {
    return fail(
      `${name} has ${end - begin} bytes; its shape [${shape.join(', ')}] needs ${4 * elementCount(shape)}.`,
    )
  }
  return succeed({ name, dtype, shape, begin, end })
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0)
}
