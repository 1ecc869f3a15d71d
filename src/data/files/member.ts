// One file of what a user gave: on its own, or inside an archive, whose bytes are unpacked only when they are asked for.
import { type Result, succeed } from '../../lib/result'

export interface Member {
  /** With its folders, `/` between them. */
  path: string
  /** Bytes, as its archive or the file system says. */
  size: number
  /** The bytes, or what is wrong with them as a sentence without its subject. */
  read(): Result<Uint8Array<ArrayBuffer>, string>
}

/** A member that was left out of an import, and why. */
export interface Skipped {
  path: string
  /** A sentence without its subject: `does not match its checksum: it is damaged`. */
  reason: string
}

/** A file whose bytes are at hand. */
export function memberOf(path: string, bytes: Uint8Array<ArrayBuffer>): Member {
  return { path, size: bytes.length, read: () => succeed(bytes) }
}

/** The folders of a path, outermost first. */
export function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1)
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The name without its last ending: `cat.01.png` → `cat.01`. */
export function stemOf(path: string): string {
  const name = nameOf(path)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
