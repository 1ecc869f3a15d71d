// Reads tar archives (POSIX ustar and GNU long names): 512-byte headers, each before its file.
import { fail, succeed, type Result } from '../../lib/result'
import { memberOf, type Member } from './member'

const block = 512

/** Whether the bytes are a tar archive: the word `ustar` stands in the first header, and its checksum is right. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= block && text(bytes, 257, 5) === 'ustar' && checksumFits(bytes.subarray(0, block))
}

/** The plain files of an archive; or what is wrong with it, without a subject. */
export function listTar(bytes: Uint8Array<ArrayBuffer>): Result<Member[], string> {
  const members: Member[] = []
  let at = 0
  let longName: string | null = null
  while (at + block <= bytes.length) {
    const header = bytes.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return succeed(members)
    if (!checksumFits(header)) return fail(`has a broken header at byte ${at}`)
    const size = parseInt(text(header, 124, 12).trim(), 8)
    if (!Number.isSafeInteger(size)) return fail(`has a header at byte ${at} that says no size`)
    const start = at + block
    if (start + size > bytes.length) return fail(`ends inside its member ${longName ?? pathIn(header)}`)
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === 'L') longName = text(bytes, start, size)
    else {
      if (type === '0' || type === '\0')
        members.push(memberOf(longName ?? pathIn(header), bytes.slice(start, start + size)))
      longName = null
    }
    at = start + Math.ceil(size / block) * block
  }
  return succeed(members)
}

function pathIn(header: Uint8Array): string {
  const prefix = text(header, 257, 5) === 'ustar' && header[263] === 0x30 ? text(header, 345, 155) : ''
  const name = text(header, 0, 100)
  return prefix === '' ? name : `${prefix}/${name}`
}

/** The sum of the header's bytes, its own eight counted as blanks. */
function checksumFits(header: Uint8Array): boolean {
  const expected = parseInt(text(header, 148, 8).trim(), 8)
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
  return sum === expected
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
}
