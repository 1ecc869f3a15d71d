// Reads and writes what commands are given; a file that cannot be read is a sentence.
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseDocumentText } from '../document/parse'
import { problem } from '../document/problems'
import type { GanvasDocument, Problem } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'

/** Far beyond any data set that this reads: a folder is not read into memory without end. */
const fileCap = 2 * 1024 ** 3

/** The bytes of a file. */
export async function readBytes(path: string): Promise<Result<ArrayBuffer, string>> {
  try {
    const { size } = await stat(path)
    if (size > fileCap) return fail(`${path} has ${size} bytes, at most ${fileCap} can be read.`)
    const { buffer, byteOffset, byteLength } = await readFile(path)
    return succeed(buffer.slice(byteOffset, byteOffset + byteLength))
  } catch (error) {
    return fail(`${path} cannot be read: ${reasonOf(error)}.`)
  }
}

/** A file, or all files of a folder and its sub-folders (hidden ones apart), by path: the folder's own name comes first. */
export async function readDataFiles(
  path: string,
): Promise<Result<{ name: string; bytes: ArrayBuffer }[], string>> {
  let names = [basename(path)]
  try {
    if ((await stat(path)).isDirectory()) names = await filesUnder(path, basename(resolve(path)))
  } catch (error) {
    return fail(`${path} cannot be read: ${reasonOf(error)}.`)
  }
  if (names.length === 0) return fail(`The folder ${path} has no files.`)
  const files: { name: string; bytes: ArrayBuffer }[] = []
  for (const name of names) {
    const bytes = await readBytes(join(dirname(resolve(path)), name))
    if (!bytes.ok) return bytes
    files.push({ name, bytes: bytes.value })
  }
  return succeed(files)
}

async function filesUnder(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const visible = entries.filter((entry) => !entry.name.startsWith('.'))
  const found: string[] = []
  for (const entry of visible) {
    const inner = `${name}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesUnder(join(folder, entry.name), inner)))
    else found.push(inner)
  }
  return found.sort()
}

/** A document, or what is wrong with it: a file that cannot be read or is no document has the code `unreadable`. */
export async function readDocument(path: string): Promise<Result<GanvasDocument, Problem[]>> {
  const bytes = await readBytes(path)
  if (!bytes.ok) return fail([problem('unreadable', { where: '', message: bytes.error })])
  return parseDocumentText(new TextDecoder().decode(bytes.value))
}

/** Writes a file whole or not at all: an interrupted run keeps the earlier one. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<Result<null, string>> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.part`, content)
    await rename(`${path}.part`, path)
    return succeed(null)
  } catch (error) {
    return fail(`${path} cannot be written: ${reasonOf(error)}.`)
  }
}

/** One sentence for the first of some problems. */
export function problemSentence(path: string, problems: readonly Problem[]): string {
  const [first] = problems
  if (!first) return `${path} cannot be read.`
  const { message, where, code } = first
  if (code === 'unreadable') return message
  const text = message.replace(/\s+/g, ' ').replace(/\.$/, '')
  const rest = problems.length > 1 ? ` (and ${problems.length - 1} more; \`ganvas check\` lists all)` : ''
  return `${path}${where === '' ? '' : `, ${where}`}: ${text}${rest}.`
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'ENOTDIR') return 'a part of its path is a file'
  return error instanceof Error ? error.message : String(error)
}
