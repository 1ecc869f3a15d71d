// What is said of data, and what would not fit.
import { expect, test } from 'vitest'
import type { DataSection, GanvasDocument } from '../document/types'
import { describeSection, misfits, sourceTitle, usedFields, valuesOf } from './dataSections'

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
        real: { kind: 'dataset', in: {}, params: { data: 'digits' } },
        other: { kind: 'dataset', in: {}, params: { data: 'else' } },
        score: { kind: 'call', network: 'critic', in: { x: 'real.image', y: 'other.label' }, params: {} },
      },
      views: {},
    },
  } as unknown as GanvasDocument
  expect(valuesOf(document, 'digits')).toEqual(['real'])
  expect([...usedFields(document, 'digits')]).toEqual(['image'])
})
