// What views of pictures have in common: the pictures beside the value, what stands under them, and tiles of all of them.
import { captionsOf } from '../../lib/captions'
import type { Numbers } from '../../lib/numbers'
import type { DrawArgs, Pictures, TilePart, Tiles, ViewField, ViewRule } from '../views/types'

export const pictures: ViewRule = {
  says: 'draws pictures with 1 or 3 channels',
  accepts: ({ shape: [, , channels, ...more] }) => more.length === 0 && (channels === 1 || channels === 3),
}

const named: ViewRule = {
  says: 'puts labels or tokens under pictures',
  accepts: ({ domain }) => domain === 'label' || domain === 'tokens' || domain === 'one_hot',
}

const input: ViewField = {
  title: 'Input',
  doc: 'What the value was made from.',
  rule: pictures,
  listed: true,
  stray: 'an input, which only pictures can show',
}

const target: ViewField = {
  title: 'Target',
  doc: 'What the value should be.',
  rule: pictures,
  listed: true,
  stray: 'a target, which only pictures can show',
}

const label: ViewField = {
  title: 'Label',
  doc: 'Labels or a sentence that the value was made from; it stands under each picture.',
  rule: named,
  stray: 'a label, which only pictures can show',
}

/** The fields of a view of pictures that cannot do without these; the others may wait in it for another view. */
export function pictureFields(...needed: ('input' | 'target')[]): Record<string, ViewField> {
  const used = (name: 'input' | 'target', field: ViewField): ViewField =>
    needed.includes(name) ? { ...field, needed: true } : { ...field, idle: true }
  return { input: used('input', input), target: used('target', target), label }
}

/** Numbers as pictures. Throws where they are none, which the compiler has made sure of. */
export function picturesOf({ shape, values }: Numbers): Pictures {
  const [count, height, width, channels] = shape
  if (count === undefined || height === undefined || width === undefined || channels === undefined) {
    throw new Error('a view of pictures shows values of shape [height, width, channels]')
  }
  return { shape: [count, height, width, channels], values: floatsOf(values) }
}

export function floatsOf(values: Numbers['values']): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values)
}

/** The part that shows a field, and nothing where that is not given. */
export function partOf({ beside }: DrawArgs, field: string): TilePart[] {
  const numbers = beside[field]
  return numbers === undefined ? [] : [{ name: field, pictures: picturesOf(numbers) }]
}

/** The value between what stands before and after it, with captions where there is a label. */
export function tilesOf(
  args: DrawArgs,
  { before = [], after = [] }: { before?: TilePart[]; after?: TilePart[] },
): Tiles {
  const { beside, types } = args
  const ours = picturesOf(args.value)
  const captions =
    beside.label && types.label ? captionsOf(types.label, beside.label.values, ours.shape[0]) : []
  return { form: 'tiles', parts: [...before, { name: 'ours', pictures: ours }, ...after], captions }
}
