// Recognises the files that a user gives by their content and makes one data set of them.
import type { Program } from '../../../src/compiler/program'
import { formatCount } from '../../../src/lib/format'
import { type Result, fail, succeed } from '../../../src/lib/result'
import type { Failure } from '../../trainer.api'
import { type DataSource, type StoredField, sourceFromArrays } from '../source'
import { type IdxContent, readIdx } from './idx'
import { joinPictures, pairLabels } from './pair'
import { contentHash, type StoredDataset } from './stored'

type DataSection = Program['data'][string]

export interface RecognisedFiles {
  /** For the document: source `own/<sha-256 of the content>`. */
  section: DataSection
  source: DataSource
  /** One sentence: `10,000 pictures of 28×28, with labels 0–9.` */
  summary: string
  /** What the database keeps; `decodeDataset` reads it. */
  store: StoredDataset
}

const fileCap = 64

/**
 * Makes one data set of files: IDX pictures, with or without their labels, gzipped or not, in any order and under any
 * name. Files of equal content count once, several files of pictures are joined. Nothing throws: whatever is wrong comes
 * back as a sentence.
 */
export async function recogniseFiles(
  files: readonly { name: string; bytes: ArrayBuffer }[],
): Promise<Result<RecognisedFiles, Failure>> {
  if (files.length === 0) return fail({ code: 'no_files', message: 'There are no files.' })
  if (files.length > fileCap) {
    return fail({
      code: 'too_many_files',
      message: `There are ${files.length} files, at most ${fileCap} can be read.`,
    })
  }
  const contents: IdxContent[] = []
  for (const file of files) {
    const read = await readIdx({ name: file.name, bytes: new Uint8Array(file.bytes) })
    if (!read.ok) return read
    contents.push(read.value)
  }
  const paired = pairLabels(await distinct(contents))
  if (!paired.ok) return paired
  const joined = joinPictures(paired.value)
  return joined.ok ? succeed(await describe(joined.value)) : joined
}

/** Drops files that repeat the content of an earlier one, such as a file beside its gzipped self. */
async function distinct(contents: readonly IdxContent[]): Promise<IdxContent[]> {
  const known = new Map<string, IdxContent>()
  for (const content of contents) {
    const hash = await contentHash({ all: { shape: content.sizes, values: content.values } })
    if (!known.has(hash)) known.set(hash, content)
  }
  return [...known.values()]
}

async function describe({
  name,
  count,
  fields,
  classes,
}: {
  name: string
  count: number
  fields: Record<string, StoredField>
  classes: number | null
}): Promise<RecognisedFiles> {
  const hash = await contentHash(fields)
  const shape = fields.image?.shape ?? []
  const labelled = classes === null ? {} : { label: { shape: [], domain: 'label' as const, classes } }
  const section: DataSection = {
    title: name,
    source: `own/${hash}`,
    seed: 1,
    count,
    fields: { image: { shape, domain: 'image' }, ...labelled },
  }
  const labels = classes === null ? 'without labels' : `with labels 0–${classes - 1}`
  return {
    section,
    source: sourceFromArrays({ count, fields }),
    summary: `${formatCount(count)} pictures of ${shape.slice(0, 2).join('×')}, ${labels}.`,
    store: { format: 'ganvas-data', version: 1, count, fields },
  }
}
