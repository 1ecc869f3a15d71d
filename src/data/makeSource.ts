// Turns a document's data section with a `made/…` source into samples.
import type { Program } from '../compiler/program/program'
import { elementCount } from '../lib/format'
import { own } from '../lib/own'
import { type Result, fail, succeed } from '../lib/result'
import type { Failure } from '../lib/failure'
import { ownHash } from './files/stored'
import { sampleDraws } from './made/shared/draws'
import { madeSetOf, madeSets } from './made/registry'
import type { MadeSet, SampleArrays } from './made/types'
import { type DataSource, type StoredField, sourceFromArrays } from './source'

type DataSection = Program['data'][string]

/** Pictures up to this many bytes are made once and kept; larger sets are made anew at every reading. */
const keptBytes = 256 * 1024 * 1024
/** Milliseconds of work before the event loop gets its turn. */
const slice = 20

/** Whether `makeSource` can make this section: the set exists and the section declares its fields as they are. */
export function checkSection(section: DataSection): Result<null, Failure> {
  const set = madeSetOf(section)
  if (!set) {
    return ownHash(section) !== null
      ? fail({
          code: 'data_missing',
          message: 'The files of this data set are not on this machine.',
          remedy: 'Choose its files again.',
        })
      : fail({
          code: 'data_unknown',
          message: `There is no data set ${section.source}.`,
          remedy: `Choose one of ${Object.keys(madeSets).join(', ')}.`,
        })
  }
  for (const [name, field] of Object.entries(section.fields)) {
    const made = own(set.fields, name)
    if (!made) {
      const names = Object.keys(set.fields).join(' and ')
      return fail({ code: 'data_field', message: `${section.source} has no field ${name}; it has ${names}.` })
    }
    if (made.shape.join('×') !== field.shape.join('×')) {
      return fail({
        code: 'data_shape',
        message: `Field ${name} of ${section.source} is ${describe(made.shape)}, the document says ${describe(field.shape)}.`,
      })
    }
  }
  return succeed(null)
}

function describe(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×')
}

/** Which samples: those that training sees, or others that it never sees. */
type Split = 'training' | 'test'

/**
 * The samples of a section with a `made/…` source: sample i is a function of the section's seed and i alone. Pictures are
 * made beforehand (the event loop gets its turns), points as they are read. Throws what `checkSection` refuses, as a sentence.
 */
export function makeSource(section: DataSection): Promise<DataSource> {
  return makeAll(section, 'training')
}

/**
 * Samples of the same set that training never sees, however many it reads: they come from a stream of their own. `count` of
 * them, as many as the section has unless said.
 */
export function makeTestSource(
  section: DataSection,
  { count }: { count?: number } = {},
): Promise<DataSource> {
  return makeAll({ ...section, count: count ?? section.count }, 'test')
}

/** The samples of `makeSource`, each made when it is first read: nobody waits for the others. */
export function sourceAsRead(section: DataSection): DataSource {
  return begin(section, 'training').source
}

async function makeAll(section: DataSection, split: Split): Promise<DataSource> {
  const { source, make } = begin(section, split)
  if (make === null) return source
  let rested = performance.now()
  for (let index = 0; index < section.count; index++) {
    make(index)
    if (performance.now() - rested < slice) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    rested = performance.now()
  }
  return source
}

/** A source of which nothing is made yet; `make` makes one sample beforehand, null where none is kept. */
function begin(
  section: DataSection,
  split: Split,
): { source: DataSource; make: ((index: number) => void) | null } {
  const checked = checkSection(section)
  const set = madeSetOf(section)
  if (!checked.ok) throw new Error(checked.error.message)
  if (!set) throw new Error(`There is no data set ${section.source}.`)
  const bytes = pictureBytes(section) * section.count
  if (bytes === 0 || bytes > keptBytes) return { source: lazySource(set, section, split), make: null }
  const arrays = allocate(section, section.count)
  const made = new Uint8Array(section.count)
  const kept = sourceFromArrays({ count: section.count, fields: withShapes(section, arrays) })
  const make = (index: number) => {
    if (made[index] === 1) return
    writeSample({ set, section, split, index, at: index, arrays })
    made[index] = 1
  }
  const read: DataSource['read'] = (indices) => {
    for (let i = 0; i < indices.length; i++) make(indices[i] ?? 0)
    return kept.read(indices)
  }
  return { source: { ...kept, read }, make }
}

/** Bytes of the pictures of one sample. */
function pictureBytes({ fields }: DataSection): number {
  const pictures = Object.values(fields).filter((port) => port.domain === 'image')
  return pictures.reduce((sum, port) => sum + elementCount(port.shape), 0)
}

function isInteger({ domain }: DataSection['fields'][string]): boolean {
  return domain === 'label' || domain === 'tokens'
}

/** Makes each sample anew whenever it is read. */
function lazySource(set: MadeSet, section: DataSection, split: Split): DataSource {
  const fields = Object.entries(section.fields).map(([name, port]) => {
    return [name, { shape: port.shape, integer: isInteger(port) }] as const
  })
  return {
    count: section.count,
    fields: Object.fromEntries(fields),
    read: (indices) => {
      const arrays = allocate(section, indices.length)
      for (let at = 0; at < indices.length; at++) {
        writeSample({ set, section, split, index: indices[at] ?? 0, at, arrays })
      }
      const all = Array.from({ length: indices.length }, (_, at) => at)
      return sourceFromArrays({ count: indices.length, fields: withShapes(section, arrays) }).read(all)
    },
  }
}

function writeSample(args: {
  set: MadeSet
  section: DataSection
  split: Split
  index: number
  at: number
  arrays: SampleArrays
}): void {
  const { set, section, split, index, at, arrays } = args
  const name = split === 'training' ? section.source : `test/${section.source}`
  set.write(sampleDraws({ seed: section.seed, index, name }), at, arrays, section.density)
}

/** Room for the fields that the section declares; it need not declare all that its set has. */
function allocate({ fields }: DataSection, count: number): SampleArrays {
  const arrays: SampleArrays = {}
  for (const [name, port] of Object.entries(fields)) {
    const length = count * elementCount(port.shape)
    if (port.domain === 'image') arrays[name] = new Uint8Array(length)
    else arrays[name] = isInteger(port) ? new Int32Array(length) : new Float32Array(length)
  }
  return arrays
}

function withShapes({ fields }: DataSection, arrays: SampleArrays): Record<string, StoredField> {
  const stored: Record<string, StoredField> = {}
  for (const [name, { shape }] of Object.entries(fields)) {
    const values = arrays[name]
    if (values) stored[name] = { shape, values }
  }
  return stored
}
