// Turns what a user gave into single files: archives are opened, and what cannot be read is listed and left out.
import { formatCount } from '../../lib/format'
import { fail, succeed, type Result } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import { gunzip, isGzip } from './gunzip'
import { type Member, type Skipped, memberOf, nameOf } from './member'
import { isTar, listTar } from './tar'
import { isZip, listZip } from './zip'

export interface GivenFile {
  /** With its folders where a folder was chosen or dropped. */
  name: string
  bytes: ArrayBuffer
}

export interface Unpacked {
  members: Member[]
  skipped: Skipped[]
}

const memberCap = 200_000
const memberBytes = 512 * 1024 * 1024
const totalBytes = 2 * 1024 ** 3

/** Opens ZIP archives and (gzipped) tar archives, one inside the other not. IDX and NumPy files stay as they are. */
export async function unpackFiles(files: readonly GivenFile[]): Promise<Result<Unpacked, Failure>> {
  const found: Unpacked = { members: [], skipped: [] }
  for (const file of files) await addFile(found, file)
  const kept = found.members.filter(({ path }) => !isClutter(path))
  if (kept.length > memberCap) {
    return fail({
      code: 'too_many_files',
      message: `There are ${formatCount(kept.length)} files, at most ${formatCount(memberCap)} can be read.`,
      remedy: 'Give a part of them.',
    })
  }
  const total = kept.reduce((sum, { size }) => sum + size, 0)
  if (total > totalBytes) {
    return fail({
      code: 'files_too_large',
      message: `The files say that they unpack to ${formatCount(total)} bytes, at most ${formatCount(totalBytes)} can be read.`,
      remedy: 'Give a part of them.',
    })
  }
  const members = kept.filter(({ path, size }) => {
    if (size <= memberBytes) return true
    found.skipped.push({ path, reason: `says that it has ${formatCount(size)} bytes, more than can be read` })
    return false
  })
  return succeed({ members, skipped: found.skipped })
}

async function addFile(found: Unpacked, { name, bytes }: GivenFile): Promise<void> {
  const content = new Uint8Array(bytes)
  if (content.length === 0) {
    found.skipped.push({ path: name, reason: 'is empty' })
    return
  }
  if (isZip(content)) return addListed(found, name, listZip(content))
  if (isTar(content)) return addListed(found, name, listTar(content))
  if (!isGzip(content)) {
    found.members.push(memberOf(name, content))
    return
  }
  const start = await gunzip(content, { startBytes: 512, allowed: () => 512 })
  if (!start.ok || !isTar(start.value.subarray(0, 512))) {
    // IDX files are unpacked by their reader, which knows how long they should be.
    found.members.push(memberOf(name, content))
    return
  }
  const whole = await gunzip(content, { startBytes: 512, allowed: () => memberBytes })
  if (whole.ok) addListed(found, name, listTar(whole.value))
  else found.skipped.push({ path: name, reason: whole.error })
}

function addListed(found: Unpacked, name: string, listed: Result<Member[], string>): void {
  if (!listed.ok) found.skipped.push({ path: name, reason: listed.error })
  else if (listed.value.length === 0) found.skipped.push({ path: name, reason: 'is an empty archive' })
  else for (const member of listed.value) found.members.push(member)
}

/** What systems leave in folders and archives beside what one wants. */
function isClutter(path: string): boolean {
  const name = nameOf(path)
  return path.startsWith('__MACOSX/') || name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name)
}
