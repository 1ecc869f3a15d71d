// Says what files were understood to be, before anything is decoded or stored.
import { formatCount } from '../../lib/format'
import type { DataForm, PictureOptions } from '../types'
import type { ArrangedPicture, PictureForm } from './arrange'
import type { Skipped } from './member'
import type { Understood } from './understand'

export interface Inspection {
  title: string
  form: DataForm
  /** `4,000 pictures in 3 classes`. */
  summary: string
  /** Names of classes and how many pictures each has. */
  classes: { name: string; count: number }[]
  /** What lies behind the choice of a size; null where the files have theirs and nothing can be chosen. */
  sizes: string | null
  suggested: PictureOptions | null
  skipped: Skipped[]
}

const suggestedSides = [28, 32, 48, 64]

/** Describes what was understood; nothing is decoded. */
export function inspectUnderstood(understood: Understood): Inspection {
  const { title, skipped, form } = understood
  if (form !== 'pictures') {
    const names = { idx: 'IDX', cifar: 'CIFAR-10', numpy: 'NumPy' }
    const count = understood.files.length
    const summary = `${formatCount(count)} ${names[form]} ${count === 1 ? 'file' : 'files'}`
    return { title, form: 'numbers', summary, classes: [], sizes: null, suggested: null, skipped }
  }
  const { pictures, classes } = understood
  return {
    title,
    form: understood.arrangement,
    summary: describe(understood),
    classes: classes.map((name, label) => ({
      name,
      count: pictures.filter((picture) => picture.label === label).length,
    })),
    sizes: describeSizes(pictures),
    suggested: suggest(understood),
    skipped,
  }
}

function describe({ pictures, arrangement, classes }: PictureForm): string {
  const all = `${formatCount(pictures.length)} ${pictures.length === 1 ? 'picture' : 'pictures'}`
  const held = pictures.filter(({ test }) => test).length
  const test = held > 0 ? `, ${formatCount(held)} of them for testing` : ''
  const of = (domain: string) => formatCount(pictures.filter((picture) => picture.domain === domain).length)
  const sentences = {
    plain: `${all}${test}`,
    classes: `${all} in ${classes.length} classes${test}`,
    pairs: `${formatCount(pictures.length)} pairs, side by side${test}`,
    domains: `${of('a')} pictures of domain A and ${of('b')} of domain B${test}`,
    captions: `${all} with captions${test}`,
  }
  return sentences[arrangement]
}

function describeSizes(pictures: readonly ArrangedPicture[]): string {
  const sizes = pictures.map(({ width, height }) => `${width}×${height}`)
  const distinct = new Set(sizes)
  if (distinct.size === 1) return `all of ${sizes[0] ?? ''} pixels`
  const sides = (of: (picture: ArrangedPicture) => number) => {
    const all = pictures.map(of)
    return `${all.reduce((a, b) => Math.min(a, b), Infinity)} to ${all.reduce((a, b) => Math.max(a, b), 0)}`
  }
  return `${sides(({ width }) => width)} pixels wide, ${sides(({ height }) => height)} high`
}

/** The largest of the usual sides that the smaller half of the pictures still fills. */
function suggest({ pictures, arrangement }: PictureForm): PictureOptions {
  const shorter = pictures
    .map(({ width, height }) => Math.min(arrangement === 'pairs' ? width / 2 : width, height))
    .sort((a, b) => a - b)
  const typical = shorter[Math.floor(shorter.length / 2)] ?? 32
  const side = suggestedSides.findLast((each) => each <= typical) ?? Math.max(8, Math.floor(typical))
  return { width: side, height: side, channels: 3, fit: 'crop', swap: false }
}
