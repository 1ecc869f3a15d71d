// Brings pictures and their labels together, and several files of pictures into one set.
import { formatCount, formatSizes } from '../../lib/format'
import { type Result, fail, succeed } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import type { StoredField } from '../source'
import type { IdxContent } from './idx'

export interface LabelledPictures {
  pictures: IdxContent
  labels: IdxContent | null
}

export interface JoinedPictures {
  /** Of the first file of pictures, without its endings. */
  name: string
  count: number
  /** `image` and, where there are labels, `label`. */
  fields: Record<string, StoredField>
  classes: number | null
}

/** Finds the labels of every file of pictures: as many labels as pictures and, among those, the most similar name. */
export function pairLabels(contents: readonly IdxContent[]): Result<LabelledPictures[], Failure> {
  const pictures = contents.filter((content) => content.sizes.length === 3)
  const free = contents.filter((content) => content.sizes.length === 1)
  if (pictures.length === 0) {
    const name = free[0]?.name ?? 'The file'
    return refuse(
      `${name} holds labels (byte 3 is 0x01), and there is no file of pictures (byte 3 is 0x03) beside it.`,
    )
  }
  if (free.length === 0) return succeed(pictures.map((file) => ({ pictures: file, labels: null })))
  const pairs: LabelledPictures[] = []
  for (const file of pictures) {
    const fitting = free.filter((labels) => labels.sizes[0] === file.sizes[0])
    fitting.sort((a, b) => commonStart(b.name, file.name) - commonStart(a.name, file.name))
    const labels = fitting[0]
    if (!labels) return refuse(mismatch(file, free))
    free.splice(free.indexOf(labels), 1)
    pairs.push({ pictures: file, labels })
  }
  const left = free[0]
  return left ? refuse(mismatch(left, pictures)) : succeed(pairs)
}

function mismatch(file: IdxContent, others: readonly IdxContent[]): string {
  const say = ({ name, sizes }: IdxContent) =>
    `${name} has ${formatCount(sizes[0] ?? 0)} ${sizes.length === 3 ? 'pictures' : 'labels'} (bytes 4 to 7)`
  const rest = others.length === 0 ? 'no file is left that belongs to it' : others.map(say).join(', ')
  return `Pictures and labels do not match: ${say(file)}, ${rest}.`
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** Puts files of pictures of one size one after another. */
export function joinPictures(pairs: readonly LabelledPictures[]): Result<JoinedPictures, Failure> {
  const first = pairs[0]?.pictures
  if (!first) return refuse('There are no pictures.')
  const [, height = 1, width = 1] = first.sizes
  for (const { pictures } of pairs) {
    if (pictures.sizes[1] === height && pictures.sizes[2] === width) continue
    return refuse(
      `Pictures of two sizes: ${first.name} has ${formatSizes([height, width])}, ${pictures.name} has ${formatSizes(pictures.sizes.slice(1))} (bytes 8 to 15).`,
    )
  }
  const count = pairs.reduce((sum, { pictures }) => sum + (pictures.sizes[0] ?? 0), 0)
  const fields: Record<string, StoredField> = {
    image: { shape: [height, width, 1], values: joinBytes(pairs.map(({ pictures }) => pictures.values)) },
  }
  const name = plainName(first.name)
  const labels = pairs.flatMap((pair) => (pair.labels ? [pair.labels] : []))
  if (labels.length === 0) return succeed({ name, count, fields, classes: null })
  for (const file of labels) {
    const stray = strayLabel(file)
    if (stray !== null) return refuse(stray)
  }
  const values = Int32Array.from(joinBytes(labels.map((file) => file.values)))
  fields.label = { shape: [], values }
  // A label has at least two classes, even where only one was met.
  const classes = Math.max(2, values.reduce((most, label) => Math.max(most, label), 0) + 1)
  return succeed({ name, count, fields, classes })
}

/** Labels are numbered from 0: a number far above all that are used is a wrong byte, not a class. */
function strayLabel({ name, values }: IdxContent): string | null {
  const used = [...new Set(values)].sort((a, b) => a - b)
  const gap = used.findIndex((label, k) => label > 2 * k + 16)
  if (gap < 0) return null
  const label = used[gap] ?? 0
  const below = gap === 0 ? 'labels count from 0' : `the other labels go from ${used[0]} to ${used[gap - 1]}`
  return `${name} has a wrong label: byte ${8 + values.indexOf(label)} is ${label}, and ${below}.`
}

function joinBytes(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = parts
  if (only && parts.length === 1) return only
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** `train-images-idx3-ubyte.gz` → `train-images-idx3-ubyte`. */
function plainName(name: string): string {
  return name.replace(/\.(gz|idx|bin)$/i, '').slice(0, 200) || 'Pictures'
}

function refuse(message: string): Result<never, Failure> {
  return fail({ code: 'files_refused', message })
}
