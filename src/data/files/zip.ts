// Reads ZIP archives member by member: the directory first, a member only when it is asked for, and its checksum always.
// fflate unpacks the members; its own reader gives up on a whole archive for one broken member and checks no checksum.
import { inflateSync } from 'fflate'
import { fail, succeed, type Result } from '../../lib/result'
import type { Member } from './member'

const endRecord = 0x06054b50
const directoryRecord = 0x02014b50
const localRecord = 0x04034b50
/** What the directory says where a number does not fit: the archive is of the 64-bit form. */
const beyond32 = 0xffffffff

interface Entry {
  path: string
  method: number
  encrypted: boolean
  checksum: number
  packed: number
  size: number
  at: number
}

/** Whether the bytes start as a ZIP archive does, an empty one included. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes.length >= 22
}

/** The files of an archive, in its order, folders left out; or what is wrong with its directory, without a subject. */
export function listZip(bytes: Uint8Array<ArrayBuffer>): Result<Member[], string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) return fail('ends without the directory of a ZIP archive: it is cut off or broken')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (at === beyond32 || count === 0xffff)
    return fail('is a ZIP archive of the 64-bit form, which is not read')
  const members: Member[] = []
  for (let i = 0; i < count; i++) {
    const read = readEntry(bytes, view, at)
    if (read === null)
      return fail(`has a broken directory: its entry ${i + 1} of ${count} is not where it should be`)
    at = read.next
    const { entry } = read
    if (entry.path.endsWith('/')) continue
    members.push({ path: entry.path, size: entry.size, read: () => unpack(bytes, view, entry) })
  }
  return succeed(members)
}

/** The directory stands at the end, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22
  for (let at = last; at >= Math.max(0, last - 0xffff); at--)
    if (view.getUint32(at, true) === endRecord) return at
  return null
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } | null {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryRecord) return null
  const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
    number,
    number,
    number,
  ]
  const next = at + 46 + name + extra + comment
  if (next > bytes.length) return null
  const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
  const entry: Entry = {
    path,
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    at: view.getUint32(at + 42, true),
  }
  return { entry, next }
}

function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  entry: Entry,
): Result<Uint8Array<ArrayBuffer>, string> {
  const { at, packed, size, method } = entry
  if (entry.encrypted) return fail('is encrypted')
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localRecord) {
    return fail('is not where the directory of its archive says')
  }
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + packed > bytes.length) return fail('reaches beyond the end of its archive')
  const body = bytes.subarray(start, start + packed)
  if (method !== 0 && method !== 8)
    return fail(`is packed by method ${method}, and only methods 0 and 8 are read`)
  // No deflated byte stands for more than 1,032 bytes, so a larger claim is a lie that would reserve memory.
  if (method === 8 && size > packed * 1032 + 1032)
    return fail(`says that it unpacks to ${size} bytes, which ${packed} bytes cannot`)
  try {
    const unpacked = method === 0 ? body.slice() : inflateSync(body, { out: new Uint8Array(size) })
    if (unpacked.length !== size) return fail(`unpacks to ${unpacked.length} bytes, its archive says ${size}`)
    if (crc32(unpacked) !== entry.checksum) return fail('does not match its checksum: it is damaged')
    return succeed(unpacked)
  } catch {
    return fail('does not unpack: it is damaged')
  }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** CRC-32 as ZIP and PNG have it (polynomial 0xEDB88320). */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}
