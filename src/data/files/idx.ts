// Reads IDX files, the format of MNIST: a magic number, big-endian sizes, then bytes (yann.lecun.com/exdb/mnist).
import { elementCount, formatCount, formatSizes } from '../../lib/format'
import { type Result, fail, succeed } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import { gunzip, isGzip } from './gunzip'

/** Pictures (sizes: count, height, width) or labels (sizes: count), one byte a number. */
export interface IdxContent {
  name: string
  sizes: number[]
  values: Uint8Array<ArrayBuffer>
}

/** What the body of a file may have, so that lying sizes reserve no memory. */
const bodyCap = 512 * 1024 * 1024
const countCap = 10_000_000
const sideCap = 4096
/** The longest header: magic and three sizes. */
const headerBytes = 16

/**
 * Reads one IDX file of bytes, gzipped or not, recognised by what is in it. Refuses anything else with a sentence that
 * names the byte that is wrong, what it is and what should stand there.
 */
export async function readIdx({
  name,
  bytes,
}: {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}): Promise<Result<IdxContent, Failure>> {
  if (!isGzip(bytes)) return parseIdx({ name, bytes, unpacked: false })
  const unpacked = await gunzip(bytes, {
    startBytes: headerBytes,
    allowed: (start) => {
      const header = parseHeader(start)
      return header.ok ? header.value.start + elementCount(header.value.sizes) : headerBytes
    },
  })
  if (!unpacked.ok) return refuse(name, unpacked.error)
  return parseIdx({ name, bytes: unpacked.value, unpacked: true })
}

/** Why bytes are no IDX file, as a sentence without its subject; null where their header is one. */
export function idxComplaint(bytes: Uint8Array): string | null {
  const header = parseHeader(bytes)
  return header.ok ? null : header.error.replace(/\.$/, '')
}

function parseIdx({
  name,
  bytes,
  unpacked,
}: {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  unpacked: boolean
}): Result<IdxContent, Failure> {
  const header = parseHeader(bytes)
  if (!header.ok) return refuse(name, header.error)
  const { sizes, start } = header.value
  const end = start + elementCount(sizes)
  const promised = `its header (bytes 4 to ${start - 1}) promises ${sizes.map(formatCount).join(' × ')} bytes`
  const where = unpacked ? 'unpacked, ' : ''
  if (bytes.length < end) {
    return refuse(
      name,
      `ends too early: ${where}byte ${bytes.length} is missing; ${promised}, up to byte ${end - 1}.`,
    )
  }
  if (bytes.length > end) {
    return refuse(name, `is too long: ${where}there is a byte ${end}; ${promised}, up to byte ${end - 1}.`)
  }
  return succeed({ name, sizes, values: bytes.slice(start) })
}

/** Sizes and first byte of the body, or a sentence without its subject. */
function parseHeader(bytes: Uint8Array): Result<{ sizes: number[]; start: number }, string> {
  for (const [at, expected] of [0x00, 0x00, 0x08].entries()) {
    const found = bytes[at]
    if (found !== expected) {
      return fail(`is not an IDX file of bytes: byte ${at} is ${hex(found)}, expected ${hex(expected)}.`)
    }
  }
  const rank = bytes[3]
  if (rank !== 1 && rank !== 3) {
    return fail(
      `is neither pictures nor labels in IDX form: byte 3 is ${hex(rank)}, expected ${hex(3)} for pictures or ${hex(1)} for labels.`,
    )
  }
  const start = 4 + 4 * rank
  if (bytes.length < start)
    return fail(`ends inside its header: byte ${bytes.length} is missing, it has ${start}.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, start)
  const sizes = Array.from({ length: rank }, (_, k) => view.getUint32(4 + 4 * k))
  for (const [k, size] of sizes.entries()) {
    const cap = k === 0 ? countCap : sideCap
    if (size >= 1 && size <= cap) continue
    const what = ['samples', 'rows', 'columns'][k] ?? 'values'
    return fail(
      `has a wrong header: bytes ${4 + 4 * k} to ${7 + 4 * k} say ${formatCount(size)} ${what}, expected 1 to ${formatCount(cap)}.`,
    )
  }
  if (elementCount(sizes) > bodyCap) {
    return fail(
      `is too large: bytes 4 to ${start - 1} say ${formatSizes(sizes)} bytes, at most ${formatCount(bodyCap)} can be read.`,
    )
  }
  return succeed({ sizes, start })
}

function hex(byte: number | undefined): string {
  return byte === undefined ? 'missing (the file ends there)' : `0x${byte.toString(16).padStart(2, '0')}`
}

function refuse(name: string, sentence: string): Result<never, Failure> {
  return fail({
    code: 'file_refused',
    message: `${name} ${sentence}`,
    remedy:
      'Give IDX files as MNIST has them: train-images-idx3-ubyte, with or without train-labels-idx1-ubyte, gzipped or not.',
  })
}
