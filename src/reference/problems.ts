// Codes of problems and failures in the words of the reference: what `ganvas check` prints, and what messages are told by.
import { failureCodes, problemCodes, type RemedyForm } from '../lib/codes'
import { humanName } from '../lib/format'
import type { Chapter, Entry } from './types'

interface Code {
  severity?: 'error' | 'warning'
  about: string
  remedies: readonly RemedyForm[]
}

export function problemsChapter(): Chapter {
  const problems: [string, Code][] = Object.entries(problemCodes)
  const failures: [string, Code][] = Object.entries(failureCodes)
  const of = (severity: Code['severity']) => problems.filter(([, code]) => code.severity === severity)
  return {
    id: 'problems',
    title: 'Problems',
    doc: 'Problems are what is wrong in a document: errors keep it from being trained, warnings teach. Failures are what went wrong outside of it.',
    groups: [
      { title: 'Errors', entries: of('error').map(codeEntry) },
      { title: 'Warnings', entries: of('warning').map(codeEntry) },
      { title: 'Failures', entries: failures.map(codeEntry) },
    ],
  }
}

const helps: Record<RemedyForm, string> = {
  insert: 'inserting a layer',
  wire: 'drawing another wire',
  unwire: 'taking the wire away',
  set: 'another number or choice',
  delete: 'deleting it',
  rename: 'another id',
  choose_backend: 'another backend',
  choose_files: 'other files',
  restart: 'starting the trainer again',
  reload: 'loading the page again',
  say: 'what the message says',
}

function codeEntry([id, { about, remedies }]: [string, Code]): Entry {
  const [first = '', ...rest] = remedies.map((form) => helps[form])
  const text = `${[capitalised(first), ...rest].join(', ')}.`
  const facts = remedies.length === 0 ? [] : [{ name: 'What helps', text }]
  return { id, title: humanName(id), doc: about, parameters: [], inputs: [], outputs: [], facts }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
