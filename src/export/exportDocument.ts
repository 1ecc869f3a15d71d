// Takes a document away: as JSON that opens again, or as TypeScript that trains the same networks.
import { compileProgram } from '../compiler/program/compile'
import { documentText } from '../document/text'
import type { GanvasDocument, Problem } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'
import { unexportable } from './typescript/check'
import { printFile } from './typescript/file'
import { packageJson, tsconfigJson } from './typescript/project'
import { slugOf } from './typescript/text'

export type ExportFormat = 'json' | 'typescript'

/** A file to write: text, or the bytes of weights. */
export type ExportedFile = { name: string; text: string } | { name: string; bytes: ArrayBuffer }

/**
 * The files of an export. Reading JSON in and exporting again gives the same bytes, whatever
 * state the document is in. TypeScript needs a document that compiles; `weights` (a safetensors file) are laid beside it.
 * The failure is what stands in the way, with places in the document.
 */
export function exportDocument(
  document: GanvasDocument,
  { to, weights }: { to: ExportFormat; weights?: ArrayBuffer },
): Result<{ files: ExportedFile[] }, Problem[]> {
  const slug = slugOf(document.title)
  if (to === 'json') {
    return succeed({ files: [{ name: `${slug}.json`, text: documentText(document) }] })
  }
  const program = compileProgram(document)
  if (!program.ok) return program
  const problems = unexportable(program.value)
  if (problems.length > 0) return fail(problems)
  const { text, pictures } = printFile(program.value, { slug })
  const files: ExportedFile[] = [
    { name: `${slug}.ts`, text },
    { name: 'package.json', text: packageJson(slug, { pictures }) },
    { name: 'tsconfig.json', text: tsconfigJson(slug) },
  ]
  return succeed({ files: weights ? [...files, { name: 'weights.safetensors', bytes: weights }] : files })
}
