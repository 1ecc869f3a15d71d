// Made data sets in the words of the reference.
import { domainWords } from '../compiler/infer/advice'
import { madeSets, madeSource } from '../data/made/registry'
import type { MadeSet } from '../data/made/types'
import { formatCount, formatType } from '../lib/format'
import type { Chapter, Entry, Fact } from './types'

export function madeSetsChapter(): Chapter {
  const entries = Object.entries(madeSets).map(([id, set]) => setEntry(id, set))
  const doc =
    'Made data sets are rules that make samples: nothing is loaded, and every machine makes the same.'
  return { id: 'made', title: 'Made data sets', doc, groups: [{ title: 'Made data sets', entries }] }
}

function setEntry(id: string, set: MadeSet): Entry {
  const { title, doc, count, fields, modes } = set
  const facts: Fact[] = [
    { name: 'In documents', code: madeSource(set) },
    { name: 'A new section has', text: `${formatCount(count)} samples` },
    ...(modes ? [{ name: 'Modes', text: formatCount(modes.centres.length) }] : []),
  ]
  const outputs = Object.entries(fields).map(([name, field]) => ({
    name,
    means: domainWords[field.domain],
    example: formatType(field),
    doc: field.classes === undefined ? '' : `${formatCount(field.classes)} classes.`,
  }))
  return { id, title, doc, parameters: [], inputs: [], outputs, facts }
}
