// Brings a document and the data that it is to be trained on together.
import { inferDocument } from '../compiler/infer/infer'
import { isEnlarged } from '../compiler/enlarged'
import type { GanvasDocument } from '../document/types'
import { own } from '../lib/own'
import { fail, succeed, type Result } from '../lib/result'
import type { ImportedSet } from '../data/files/importFiles'
import { recogniseFiles } from '../data/files/recognise'
import { ownHash, type StoredDataset } from '../data/files/stored'
import { checkSection, makeSource } from '../data/makeSource'
import type { DataSource } from '../data/source'
import { decodePicture } from './decodePicture'
import { readDataFiles } from './files'

export interface TrainingData {
  /** With the sections of the given files in place of those that stood behind their values. */
  document: GanvasDocument
  /** By data section. */
  sources: Record<string, DataSource>
  /** What was read of given files, by data section. */
  stored: Record<string, StoredDataset>
}

/**
 * Reads the files given for values of the game and makes everything else that the game draws from. `paths` are by value, as in
 * `real=path/to/mnist`. A sentence where a file is bad, does not fit the document, or data is missing.
 */
export async function prepareData(
  document: GanvasDocument,
  paths: Record<string, string>,
  { swap }: { swap: boolean },
): Promise<Result<TrainingData, string>> {
  const data = { ...document.data }
  const given: Record<string, DataSource> = {}
  const stored: Record<string, StoredDataset> = {}
  for (const [value, path] of Object.entries(paths)) {
    const section = sectionBehind(document, value)
    if (!section.ok) return section
    const files = await readDataFiles(path)
    if (!files.ok) return files
    const wanted = document.data[section.value]
    const recognised = await recogniseFiles(files.value, {
      section: wanted,
      swap,
      decode: decodePicture,
      // Enlarging is learned from a picture's own pixels.
      ...(isEnlarged(document, section.value) ? { fit: 'cut' as const } : {}),
    })
    if (!recognised.ok) return fail(recognised.error.message)
    const [set, other] = recognised.value
    if (other) return fail(`${path} holds two domains, A and B: give each to a value of its own.`)
    if (!set) return fail(`${path} holds nothing to train on.`)
    for (const sentence of warningsOf(path, set)) process.stderr.write(`${sentence}\n`)
    data[section.value] = set.section
    given[section.value] = set.source
    stored[section.value] = set.store
  }
  const changed = { ...document, data }
  const misfit = findMisfit(document, changed, paths)
  if (misfit !== null) return fail(misfit)
  const sources = await makeOthers(changed, given)
  return sources.ok ? succeed({ document: changed, sources: sources.value, stored }) : sources
}

/** What a user should know of data that were read, a sentence each. */
function warningsOf(path: string, { skipped, warnings }: ImportedSet): string[] {
  const [first] = skipped
  const left = first
    ? [`${skipped.length} of the files of ${path} are left out: ${first.path} ${first.reason}.`]
    : []
  return [...left, ...warnings]
}

/** The data section that a data value draws from. */
function sectionBehind({ game, data }: GanvasDocument, value: string): Result<string, string> {
  const values = Object.entries(game.values).filter(([, { params }]) => isSection(params.data, data))
  const known = values.map(([id]) => id)
  const section = own(game.values, value)?.params.data
  if (isSection(section, data)) return succeed(section)
  const remedy = known.length === 0 ? 'it has none' : `it has ${known.join(' and ')}`
  return fail(`--data ${value}=…: the document has no data value ${value}; ${remedy}.`)
}

function isSection(section: unknown, data: GanvasDocument['data']): section is string {
  return typeof section === 'string' && Object.hasOwn(data, section)
}

/** What the new data breaks, if anything: the first error that the document did not have before. */
function findMisfit(
  before: GanvasDocument,
  after: GanvasDocument,
  paths: Record<string, string>,
): string | null {
  if (Object.keys(paths).length === 0) return null
  const known = new Set(inferDocument(before).problems.map(({ code, where }) => `${code} ${where}`))
  const errors = inferDocument(after).problems.filter(({ severity }) => severity === 'error')
  const first = errors.find(({ code, where }) => !known.has(`${code} ${where}`))
  if (!first) return null
  const files = Object.values(paths).join(' and ')
  return `The data of ${files} does not fit the document: ${first.where}: ${first.message}`
}

async function makeOthers(
  { game, data }: GanvasDocument,
  given: Record<string, DataSource>,
): Promise<Result<Record<string, DataSource>, string>> {
  const sources = { ...given }
  for (const [value, { params }] of Object.entries(game.values)) {
    if (!isSection(params.data, data) || Object.hasOwn(sources, params.data)) continue
    const section = data[params.data]
    if (!section) continue
    if (ownHash(section) !== null) {
      return fail(`The document trains on files of its own: give them with --data ${value}=PATH.`)
    }
    const checked = checkSection(section)
    if (!checked.ok) return fail(checked.error.message)
    sources[params.data] = await makeSource(section)
  }
  return succeed(sources)
}
