// Makes data sets of what was understood, and brings them into the form that a data section of the document has.
import type { DataSection, Port } from '../../document/types'
import { formatCount } from '../../lib/format'
import { pictureShapes } from '../../lib/pictureShapes'
import { fail, succeed, type Result } from '../../lib/result'
import type { PictureOptions } from '../types'
import type { Failure } from '../../lib/failure'
import { type DataSource, type StoredField, sourceFromArrays, type WholePicture } from '../source'
import type { ArrangedPicture, PictureForm } from './arrange'
import { cifarClasses, readCifar } from './cifar'
import { type ImageField, makePictureFields } from './fields'
import { recogniseIdx } from './idxSet'
import type { Skipped } from './member'
import { readNumpy } from './numpy'
import type { DecodePicture } from './picture'
import { contentHash, ownSourceOf, type StoredDataset } from './stored'
import type { Understood } from './understand'
import { readWholes } from './wholes'

export interface ImportedSet {
  /** SHA-256 of the content: what it is stored under. */
  hash: string
  /** For the document. */
  section: DataSection
  source: DataSource
  /** What the database keeps; `decodeDataset` reads it. */
  store: StoredDataset
  /** One sentence: `10,000 pictures of 28×28, with labels 0–9.` */
  summary: string
  skipped: Skipped[]
  /** What will happen where data are too few or too alike, a sentence each. */
  warnings: string[]
}

export interface ImportRequest {
  options: PictureOptions
  /** The section whose place the data will take: its field names and, unless `adapt`, its shapes are kept. */
  section?: DataSection | undefined
  /** Of two domains, the one to make; both unless said. */
  domain?: 'a' | 'b' | undefined
  /** The document will be changed to the size in `options`. */
  adapt?: boolean | undefined
  decode: DecodePicture
  onProgress?: ((fraction: number) => void) | undefined
}

/** One set, or two of two domains (A first) of which none was chosen. Nothing throws: whatever is wrong comes back as a sentence. */
export async function importUnderstood(
  understood: Understood,
  request: ImportRequest,
): Promise<Result<ImportedSet[], Failure>> {
  const { title, skipped } = understood
  switch (understood.form) {
    case 'idx': {
      const read = await recogniseIdx(understood.files)
      if (!read.ok) return read
      const { name, classes, ...rest } = read.value
      return succeed([await finish({ ...rest, title: name, ports: { label: { classes } }, skipped })])
    }
    case 'cifar': {
      const read = readCifar(understood.files.map(({ bytes }) => bytes))
      const ports = { label: { classes: 10, words: cifarClasses } }
      return succeed([await finish({ ...read, title, ports, skipped })])
    }
    case 'numpy': {
      const read = readNumpy(understood.files)
      if (!read.ok) return read
      const { classes, ...rest } = read.value
      return succeed([await finish({ ...rest, title, ports: { label: { classes } }, skipped })])
    }
    case 'pictures':
      return importPictures(understood, request)
  }
}

async function importPictures(
  understood: Understood & PictureForm,
  request: ImportRequest,
): Promise<Result<ImportedSet[], Failure>> {
  const { pictures, arrangement, title, skipped } = understood
  const domains = (['a', 'b'] as const).filter((one) => one === (request.domain ?? one))
  const parts: Part[] =
    arrangement === 'domains'
      ? domains.map((domain) => ({
          title: `${title}, ${domain.toUpperCase()}`,
          pictures: pictures.filter((picture) => picture.domain === domain),
          // What belongs to neither is said once.
          skipped: domain === 'a' ? skipped : [],
        }))
      : [{ title, pictures, skipped }]
  const sets: ImportedSet[] = []
  for (const [i, part] of parts.entries()) {
    const share = (fraction: number) => request.onProgress?.((i + fraction) / parts.length)
    const made = await importPart(understood, part, { ...request, onProgress: share })
    if (!made.ok) return made
    sets.push(made.value)
  }
  return succeed(sets)
}

/** What one set is made of. */
interface Part {
  title: string
  pictures: ArrangedPicture[]
  skipped: Skipped[]
}

async function importPart(
  form: PictureForm,
  part: Part,
  request: ImportRequest,
): Promise<Result<ImportedSet, Failure>> {
  const names = {
    label: fieldNamed(request.section, 'label') ?? 'label',
    caption: fieldNamed(request.section, 'tokens') ?? 'caption',
  }
  const shared = {
    images: imageFields(form.arrangement, request),
    fit: request.options.fit,
    names,
    decode: request.decode,
    onProgress: request.onProgress,
  }
  const train = await makePictureFields({ ...shared, pictures: part.pictures.filter(({ test }) => !test) })
  if (train.count === 0) {
    const [first] = train.skipped
    const why = first ? `: ${first.path} ${first.reason}` : ''
    return fail({ code: 'files_refused', message: `No picture of ${part.title} can be read${why}.` })
  }
  // Captions of test pictures would have other words; they are left to the pictures that are trained on.
  const held = form.arrangement === 'captions' ? [] : part.pictures.filter(({ test }) => test)
  const test = held.length > 0 ? await makePictureFields({ ...shared, pictures: held }) : null
  const [image, second] = shared.images
  const judged = held.length > 0 ? held : part.pictures
  const wholes =
    shared.fit === 'cut' && image && !second
      ? {
          [image.name]: await readWholes(judged, { channels: image.shape[2], decode: request.decode }),
        }
      : undefined
  const ports: Ports = { [names.label]: { classes: form.classes.length, words: form.classes } }
  if (train.tokens)
    ports[names.caption] = { vocabulary: train.tokens.words.length + 1, words: train.tokens.words }
  return succeed(
    await finish({
      title: part.title,
      count: train.count,
      fields: train.fields,
      test: test && test.count > 0 ? { count: test.count, fields: test.fields } : undefined,
      wholes,
      ports,
      skipped: [...part.skipped, ...train.skipped, ...(test?.skipped ?? [])],
    }),
  )
}

function fieldNamed(section: DataSection | undefined, domain: Port['domain']): string | undefined {
  return Object.entries(section?.fields ?? {}).find(([, port]) => port.domain === domain)?.[0]
}

/** The picture fields to make, and the part of each picture that they are made of. */
function imageFields(
  arrangement: PictureForm['arrangement'],
  { options, section, adapt = false }: ImportRequest,
): ImageField[] {
  const paired = arrangement === 'pairs'
  return pictureShapes(section?.fields ?? {}, { paired, adapt, size: options }).map((field, i) => ({
    ...field,
    half: !paired ? 'whole' : (i === 0) === options.swap ? 'right' : 'left',
  }))
}

/** What will happen where samples are all alike. */
function warningsOf(fields: Record<string, StoredField>, ports: Ports): string[] {
  const pictures = Object.values(fields).filter(({ values }) => values instanceof Uint8Array)
  const flat = pictures.length > 0 && pictures.every(({ values }) => isConstant(values))
  const single = Object.entries(fields).filter(
    ([, { shape, values }]) => values instanceof Int32Array && shape.length === 0 && isConstant(values),
  )
  return [
    ...(flat ? ['All pictures are of one colour: there is nothing to learn from them.'] : []),
    ...single.map(([name, { values }]) => {
      const label = values[0] ?? 0
      return `All samples are of one class, ${ports[name]?.words?.[label] ?? label}: the label makes no difference.`
    }),
  ]
}

function isConstant(values: StoredField['values']): boolean {
  return values.every((value) => value === values[0])
}

type Ports = Record<string, { classes?: number | null; vocabulary?: number; words?: string[] }>

async function finish(made: {
  title: string
  count: number
  fields: Record<string, StoredField>
  test?: { count: number; fields: Record<string, StoredField> } | undefined
  wholes?: Record<string, WholePicture[]> | undefined
  ports: Ports
  skipped: Skipped[]
}): Promise<ImportedSet> {
  const { title, count, fields, test, wholes, ports, skipped } = made
  const hash = await contentHash(fields)
  const described = Object.entries(fields).map(([name, field]) => [name, portOf(name, field, ports)] as const)
  return {
    hash,
    section: {
      title: title.slice(0, 200),
      source: ownSourceOf(hash),
      seed: 1,
      count,
      fields: Object.fromEntries(described),
    },
    source: sourceFromArrays({ count, fields }),
    store: {
      format: 'ganvas-data',
      version: 1,
      count,
      fields,
      ...(test && { test }),
      ...(wholes && { wholes }),
    },
    summary: summarise(count, fields, ports),
    skipped,
    warnings: warningsOf(fields, ports),
  }
}

function portOf(name: string, { shape, values }: StoredField, ports: Ports): Port {
  const { classes, vocabulary, words } = ports[name] ?? {}
  const named = words && words.length > 0 ? { words } : {}
  if (vocabulary !== undefined)
    return { shape, domain: 'tokens', vocabulary: Math.max(2, vocabulary), ...named }
  if (values instanceof Int32Array)
    return { shape, domain: 'label', classes: Math.max(2, classes ?? 2), ...named }
  return { shape, domain: values instanceof Uint8Array ? 'image' : 'point' }
}

function summarise(count: number, fields: Record<string, StoredField>, ports: Ports): string {
  const entries = Object.entries(fields)
  const images = entries.filter(([, { values }]) => values instanceof Uint8Array)
  const [first] = images
  const size = (first?.[1].shape ?? entries[0]?.[1].shape ?? []).slice(0, 2).join('×')
  const plural = images.length > 1 ? 'pairs of pictures' : first ? 'pictures' : 'points'
  const what = count === 1 ? plural.replace(/s( of pictures)?$/, '$1') : plural
  const labels = entries.find(([, { values, shape }]) => values instanceof Int32Array && shape.length === 0)
  const captions = entries.some(([, { values, shape }]) => values instanceof Int32Array && shape.length === 1)
  const company = captions ? 'with captions' : labels ? sayLabels(ports[labels[0]]) : 'without labels'
  const said = plural === 'pictures' ? `, ${company}` : ''
  return `${formatCount(count)} ${what} of ${size}${said}.`
}

/** Classes that a summary names; the rest is counted. */
const namedClasses = 6

/** `classes blue, red`; `with labels 0–9` where classes have no names. */
function sayLabels({ classes, words = [] }: Ports[string] = {}): string {
  if (words.length === 0) return `with labels 0–${Math.max(2, classes ?? 2) - 1}`
  const more = words.length - namedClasses
  const named = words.slice(0, more > 1 ? namedClasses : words.length).join(', ')
  return `classes ${named}${more > 1 ? ` and ${more} more` : ''}`
}
