// Reads documents from outside: envelope, then newer than us?, then migrate, then validate the structure.
import type { ProblemCode } from '../lib/codes'
import { isRecord } from '../lib/own'
import { fail, succeed, type Result } from '../lib/result'
import { issueProblems } from './issues'
import { currentVersion, migrateDocument } from './migrations'
import { problem } from './problems'
import { documentSchema } from './schema'
import { checkPlainData, limits } from './structure'
import type { GanvasDocument, Problem } from './types'

const mostProblems = 20

/**
 * Checks plain data and returns it as a document, brought up to the newest version. Refuses, with reason and JSON pointer,
 * whatever has not the structure of a document; what is merely unfinished or wrong in meaning (missing inputs, shapes that
 * do not fit, unknown kinds) parses, and is the compiler's to report. Never throws.
 */
export function parseDocument(input: unknown): Result<GanvasDocument, Problem[]> {
  const plain = checkPlainData(input)
  if (!plain.ok) return fail([plain.error])
  if (!isRecord(input)) return refuse('not_a_document', '', 'A document is a JSON object.')
  if (input['format'] !== 'ganvas') {
    return refuse('not_a_document', '/format', 'This is not a Ganvas document: its "format" is not "ganvas".')
  }
  const version = input['version']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('invalid_version', '/version', 'The version is not a whole number from 1.')
  }
  if (version > currentVersion) {
    const message = `This document was made by a newer Ganvas: version ${version}, and this one reads up to ${currentVersion}.`
    return refuse('newer_version', '/version', message)
  }
  const parsed = documentSchema.safeParse(migrateDocument(input, version), { reportInput: true })
  if (parsed.success) return succeed(parsed.data)
  return fail(issueProblems(parsed.error.issues.slice(0, mostProblems), [], 'invalid_structure'))
}

/** Reads a document from the text of a JSON file. Never throws. */
export function parseDocumentText(text: string): Result<GanvasDocument, Problem[]> {
  if (text.length > limits.characters) {
    const message = `The file has ${text.length.toLocaleString('en-US')} characters; a document has at most ${limits.characters.toLocaleString('en-US')}.`
    return refuse('too_large', '', message)
  }
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    return refuse('not_json', '', `The file is not JSON: ${reason}.`)
  }
  return parseDocument(input)
}

function refuse(code: ProblemCode, where: string, message: string) {
  return fail<Problem[]>([problem(code, { where, message })])
}
