// `ganvas export`: writes a document as JSON or as a program of its own.
import { join } from 'node:path'
import { exportDocument } from '../export/exportDocument'
import { fail, succeed, type Result } from '../lib/result'
import type { ExportCommand } from './arguments'
import type { Exit, Print } from './exit'
import { problemSentence, readBytes, readDocument, writeWhole } from './files'

/** Prints the files that it wrote. */
export async function exportFiles(command: ExportCommand, print: Print): Promise<Exit> {
  const { document: path, to, out } = command
  const read = await readDocument(path)
  if (!read.ok) return { code: 2, sentence: problemSentence(path, read.error) }
  const weights = await readWeights(command)
  if (!weights.ok) return { code: 2, sentence: weights.error }
  const exported = exportDocument(read.value, { to, ...weights.value })
  if (!exported.ok) return { code: 2, sentence: problemSentence(path, exported.error) }
  for (const file of exported.value.files) {
    const written = await writeWhole(
      join(out, file.name),
      'text' in file ? file.text : new Uint8Array(file.bytes),
    )
    if (!written.ok) return { code: 2, sentence: written.error }
  }
  print({ done: true, files: exported.value.files.map(({ name }) => join(out, name)) })
  return { code: 0 }
}

async function readWeights({ from }: ExportCommand): Promise<Result<{ weights?: ArrayBuffer }, string>> {
  if (from === null) return succeed({})
  const bytes = await readBytes(from)
  return bytes.ok ? succeed({ weights: bytes.value }) : fail(bytes.error)
}
