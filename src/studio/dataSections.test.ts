// What is said of data, and what would not fit.
import { expect, test } from 'vitest'
import type { DataSection, GanvasDocument } from '../document/types'
import {
  describeSection,
  describeStored,
  misfits,
  sourceTitle,
  titlesOf,
  usedFields,
  valuesOf,
} from './dataSections'

const digits: DataSection = {
  source: 'made/digits',
  seed: 1,
  count: 12000,
  fields: {
    image: { shape: [28, 28, 1], domain: 'image' },
    label: { shape: [], domain: 'label', classes: 10 },
  },
}

test('a section in one line', () => {
  expect(describeSection(digits)).toBe('12,000 samples · image: 28×28×1 picture · label: 10 classes')
  expect(sourceTitle(digits.source)).toBe('Made here: digits')
  expect(sourceTitle(`own/${'0'.repeat(64)}`)).toBe('Your own files')
})

const all = new Set(['image', 'label'])

test('the same fields fit, whatever the source', () => {
  expect(misfits(digits, { ...digits, source: `own/${'a'.repeat(64)}`, count: 60000 }, all)).toEqual([])
})

test('a missing field and another shape are said, where they are used', () => {
  const pictures = { ...digits, fields: { image: { shape: [32, 32, 3], domain: 'image' as const } } }
  const shape = 'image is 32×32×3, and was 28×28×1: layers made for the old shape will show problems.'
  expect(misfits(digits, pictures, all)).toEqual([
    shape,
    'There is no label in the new data: wires from it come loose.',
  ])
  expect(misfits(digits, pictures, new Set(['image']))).toEqual([shape])
})

test('the fields in use are those that wires and views name', () => {
  const document = {
    data: { digits },
    game: {
      values: {
        real: { kind: 'dataset', title: 'Real samples', in: {}, params: { data: 'digits' } },
        other: { kind: 'dataset', in: {}, params: { data: 'else' } },
        score: { kind: 'call', network: 'critic', in: { x: 'real.image', y: 'other.label' }, params: {} },
      },
      views: {},
    },
  } as unknown as GanvasDocument
  expect(valuesOf(document, 'digits')).toEqual(['real'])
  expect(titlesOf(document, 'digits')).toBe('Real samples')
  expect(titlesOf(document, 'else')).toBe('other')
  expect([...usedFields(document, 'digits')]).toEqual(['image'])
})

test('what pictures become is said before they are stored', () => {
  expect(describeStored([[28, 28, 1]], { coloured: true, chosen: false })).toEqual({
    sentence: 'Pictures are stored in grey at 28×28, because this document works on 28×28×1 pictures.',
    lossy: true,
  })
  expect(describeStored([[28, 28, 1]], { coloured: false, chosen: false }).lossy).toBe(false)
  expect(describeStored([[64, 64, 3]], { coloured: true, chosen: true })).toEqual({
    sentence: 'Pictures are stored in colour at 64×64.',
    lossy: false,
  })
  const two = describeStored(
    [
      [64, 64, 3],
      [16, 16, 3],
    ],
    { coloured: true, chosen: true },
  )
  expect(two.sentence).toBe('Pictures are stored in colour at 64×64 and in colour at 16×16.')
})
