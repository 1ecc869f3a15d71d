// The vocabulary describes itself: file names are ids, defaults parse, every parameter and kind has its sentence and its bounds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defaultParams, kindOf, layers, optimizers, values } from '../../kinds/registry'
import type { OptimizerKind } from '../../kinds/optimizerTypes'
import type { Kind } from '../../kinds/types'

const roles = { layers, values, optimizers }
const all: [string, Kind | OptimizerKind][] = Object.entries(roles).flatMap(([role, kinds]) =>
  Object.entries(kinds).map(([id, kind]) => [`${role}/${id}`, kind] as [string, Kind | OptimizerKind]),
)

interface Schema {
  type?: string
  description?: string
  minimum?: number
  maximum?: number
  enum?: unknown[]
  anyOf?: Schema[]
  maxItems?: number
  maxLength?: number
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: unknown
}

/** A sentence: begins with a capital (or a symbol's name), ends with a full stop, says more than a word. */
const sentence = /^\p{Lu}.{12,}[.]$/u

const folder = join(import.meta.dirname, '../../kinds')

test.each(Object.entries(roles))('%s: one file and one line a kind, named as its id', (role, kinds) => {
  const ids = Object.keys(kinds).sort()
  const files = readdirSync(join(folder, role)).map((name) => name.replace(/\.ts$/, ''))
  expect(files.sort()).toEqual(ids)
  const [about, ...lines] = readFileSync(join(folder, `${role}.ts`), 'utf8')
    .trimEnd()
    .split('\n')
  expect(about).toMatch(/^\/\/ /)
  const named = lines.map((line) => /^export \{ (?:\w+ as )?(\w+) \} from '\.\/\w+\/\1'$/.exec(line)?.[1])
  expect(named).toEqual(ids)
})

test('kinds of one group stand in an order of their own', () => {
  for (const kinds of [layers, values]) {
    const places = Object.values(kinds).flatMap(({ group, order }) => order === undefined ? [] : [`${group} ${order}`]) // prettier-ignore
    expect(new Set(places).size).toBe(places.length)
  }
})

describe.each(all)('%s', (_name, kind) => {
  test('has a title and a teaching sentence', () => {
    expect(kind.title).toMatch(/^\p{Lu}/u)
    expect(kind.doc).toMatch(sentence)
  })

  test('its parameters have defaults, bounds and sentences', () => {
    const defaults = defaultParams(kind)
    expect(kind.params.parse(defaults)).toEqual(defaults)
    expect(kind.params.safeParse({ ...defaults, no_such_parameter: 1 }).success).toBe(false)
    const schema = z.toJSONSchema(kind.params) as Schema
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(defaults).sort())
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      expect(property.description, name).toMatch(sentence)
      expect(unbounded(property), name).toEqual([])
    }
  })

  test('what it says to the contract is of use there', () => {
    if (!('differentiable' in kind)) return
    if (kind.kinks) expect(kind.differentiable).toBeGreaterThan(0)
    if (kind.silence)
      expect(kind.params.safeParse({ ...defaultParams(kind), ...kind.silence }).success).toBe(true)
    if (kind.settles) expect('state' in kind).toBe(true)
  })

  test('its card says something of every default', () => {
    if ('summary' in kind && kind.summary) expect(typeof kind.summary(defaultParams(kind))).toBe('string')
  })
})

/** What in a schema could grow without end. */
function unbounded(schema: Schema): string[] {
  if (schema.enum || schema.type === 'boolean') return []
  if (schema.anyOf) return schema.anyOf.flatMap(unbounded)
  if (schema.type === 'array') {
    return [...(schema.maxItems === undefined ? ['items'] : []), ...unbounded(schema.items ?? {})]
  }
  if (schema.type === 'string') return schema.maxLength === undefined ? ['length'] : []
  return schema.minimum === undefined || schema.maximum === undefined ? ['number'] : []
}

test('unknown kinds are nothing, also those that every object has', () => {
  expect(kindOf('layer', 'no_such_kind')).toBeUndefined()
  expect(kindOf('layer', 'constructor')).toBeUndefined()
  expect(kindOf('value', 'to_string')).toBeUndefined()
})

test('what does not fit is refused in words', () => {
  const picture = { shape: [7, 7, 64], domain: 'features' as const }
  const refusal = (id: string, inputs: Record<string, unknown>, params: Record<string, unknown> = {}) => {
    const kind = kindOf('layer', id)!
    const result = kind.infer({
      inputs: inputs as never,
      params: { ...defaultParams(kind), ...params },
      data: {},
    })
    return result.ok ? null : result.error
  }
  expect(refusal('dense', { x: picture })).toBe(
    'x must be a vector, but it is 7×7×64: put a flatten in front',
  )
  expect(refusal('conv2d', { x: { shape: [3136], domain: 'features' } })).toContain('put a reshape in front')
  expect(refusal('conv2d', { x: picture }, { kernel: 9, padding: 'valid' })).toContain('9×9 window is larger')
  expect(refusal('conv2d_transpose', { x: picture }, { padding: 1, output_padding: 2 })).toContain(
    'smaller than the stride',
  )
  expect(refusal('conv2d_transpose', { x: picture }, { output_padding: 1 })).toContain('padding in pixels')
  expect(refusal('conv2d_transpose', { x: { ...picture, shape: [1, 1, 8] } }, { padding: 9 })).toContain(
    'nothing is left',
  )
  expect(refusal('reshape', { x: picture }, { shape: [7, 7, 32] })).toBe(
    'x has 3136 numbers (7×7×64), but 7×7×32 needs 1568',
  )
  expect(refusal('relu', { x: { shape: [], domain: 'label' } })).toContain('names, not quantities')
  expect(refusal('add', { a: picture, b: { ...picture, shape: [7, 7, 32] } })).toContain('cannot be added')
  expect(refusal('concat', { a: picture, b: { ...picture, shape: [6, 7, 64] } })).toContain('last axis only')
  expect(refusal('concat', { a: picture })).toContain('two or more')
})

test('a sigmoid’s numbers stay recognisable through a reshape to a picture', () => {
  const after = (id: string, domain: string, shape: number[], params = {}) => {
    const kind = kindOf('layer', id)!
    const result = kind.infer({
      inputs: { x: { shape, domain } as never },
      params: { ...defaultParams(kind), ...params },
      data: {},
    })
    return result.ok ? result.value.out!.domain : null
  }
  expect(after('sigmoid', 'features', [784])).toBe('probability')
  expect(after('reshape', 'probability', [784], { shape: [28, 28, 1] })).toBe('unit_image')
  expect(after('tanh', 'features', [28, 28, 1])).toBe('image')
})
