// Views describe themselves, name their fields alike, and draw what they say they draw.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commonViewFields, idPattern } from '../../document/schema'
import type { TensorType } from '../../kinds/types'
import { viewKindOf, views } from '../../kinds/views/registry'
import type { ViewRule } from '../../kinds/views/types'
import { elementCount } from '../../lib/format'
import type { Numbers } from '../../lib/numbers'

const sentence = /^\p{Lu}.{12,}[.]$/u
/** What a program's view has whatever its kind. */
const programNames = [...commonViewFields, 'instructions']
const beside = new Set(['registry', 'types'])

const types: TensorType[] = [
  { shape: [4, 4, 3], domain: 'image' },
  { shape: [2], domain: 'point' },
  { shape: [1], domain: 'logit' },
  { shape: [], domain: 'label', classes: 3 },
  { shape: [64], domain: 'latent' },
  { shape: [7, 7, 64], domain: 'features' },
]
const count = 5

function typeFor(rule: ViewRule): TensorType {
  const type = types.find((candidate) => rule.accepts(candidate))
  if (!type) throw new Error(`nothing that ${rule.says}`)
  return type
}

function numbersFor(rule: ViewRule): Numbers {
  const shape = [count, ...typeFor(rule).shape]
  return { shape, values: Float32Array.from({ length: elementCount(shape) }, (_, i) => Math.sin(i)) }
}

test('one file a view, named as its id', () => {
  const files = readdirSync(join(import.meta.dirname, '../../kinds/views'))
  const names = files.map((name) => name.replace(/\.ts$/, '')).filter((name) => !beside.has(name))
  expect(names.sort()).toEqual(Object.keys(views).sort())
})

test('unknown views are nothing, also those that every object has', () => {
  expect(viewKindOf('no_such_view')).toBeUndefined()
  expect(viewKindOf('constructor')).toBeUndefined()
})

describe.each(Object.entries(views))('%s', (_id, kind) => {
  const fields = Object.entries(kind.fields)

  test('has a title, a teaching sentence, and sentences for its fields', () => {
    expect(kind.title).toMatch(/^\p{Lu}/u)
    expect(kind.doc).toMatch(sentence)
    for (const [, { title, doc }] of fields) {
      expect(title).toMatch(/^\p{Lu}/u)
      if (doc !== undefined) expect(doc).toMatch(sentence)
    }
  })

  test('names of fields and passes are free in documents and programs', () => {
    const passes = fields.flatMap(([, { pass }]) => (pass === undefined ? [] : [pass]))
    const names = [...fields.map(([name]) => name), ...passes]
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) {
      expect(name).toMatch(idPattern)
      expect(programNames).not.toContain(name)
    }
  })

  test('a field means the same in every view that has it', () => {
    for (const [name, field] of fields) {
      for (const other of Object.values(views)) {
        const same = other.fields[name]
        if (same) expect([same.title, same.stray, same.rule]).toEqual([field.title, field.stray, field.rule])
      }
    }
  })

  test('what shows the value instead needs less and shows the same', () => {
    const needs = ({ fields }: typeof kind) => Object.values(fields).filter(({ needed }) => needed).length
    if (needs(kind) > 0) expect(kind.otherwise).toBeDefined()
    const { otherwise } = kind
    if (!otherwise) return
    expect(Object.values(views)).toContain(otherwise)
    expect(needs(otherwise)).toBeLessThan(needs(kind))
    expect(otherwise.value).toBe(kind.value)
  })

  test('its legend names fields of its own', () => {
    for (const { of } of kind.legend ?? [])
      if (of !== undefined) expect(['value', ...Object.keys(kind.fields)]).toContain(of)
  })

  test.each(['with all its fields', 'with what it needs alone'])('draws its form, %s', async (_name) => {
    const all = _name === 'with all its fields'
    const given = fields.filter(([, { needed, pass }]) => pass === undefined && (needed || all))
    const drawing = await kind.draw({
      value: numbersFor(kind.value),
      beside: Object.fromEntries(given.map(([name, { rule }]) => [name, numbersFor(rule)])),
      types: Object.fromEntries(given.map(([name, { rule }]) => [name, typeFor(rule)])),
      again: (field, { shape }) => {
        const rule = kind.fields[field]?.rule
        if (!rule) throw new Error(`no field ${field}`)
        const size = [shape[0] ?? 0, ...typeFor(rule).shape]
        return Promise.resolve(all ? { shape: size, values: new Float32Array(elementCount(size)) } : null)
      },
    })
    expect(drawing.form).toBe(kind.form)
    if (drawing.form === 'tiles') {
      expect(drawing.parts.length).toBeGreaterThan(0)
      for (const { pictures } of drawing.parts) {
        expect(pictures.shape[0]).toBe(count)
        expect(pictures.values.length).toBe(elementCount(pictures.shape))
      }
      expect([0, count]).toContain(drawing.captions.length)
    } else {
      expect(drawing.extent).toBeGreaterThan(0)
      for (const { xy } of drawing.points) expect(xy.length % 2).toBe(0)
      if (drawing.heat) expect(drawing.heat.values.length).toBe(drawing.heat.size ** 2)
    }
  })
})
