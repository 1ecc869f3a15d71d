// Reading documents: what parses, what is refused, where and why.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../lib/canonical'
import { setDocument } from './edit'
import { migrateDocument } from './migrations'
import { parseDocument, parseDocumentText } from './parse'
import { documentText } from './text'

const read = (path: string) => readFileSync(path, 'utf8')
const plain = (path: string) => JSON.parse(read(path)) as Record<string, unknown>
const dcgan = () =>
  structuredClone(plain('templates/dcgan.json')) as { [key: string]: never } & Record<string, unknown>
const templates = readdirSync('templates').filter((name) => name.endsWith('.json'))

/** The first problem of something that must be refused. */
function refusal(input: unknown) {
  const parsed = typeof input === 'string' ? parseDocumentText(input) : parseDocument(input)
  if (parsed.ok) throw new Error('expected a refusal')
  return parsed.error[0]
}

describe('what parses', () => {
  test.each(templates)('%s, and comes back the same in canonical form', (name) => {
    const parsed = parseDocumentText(read(`templates/${name}`))
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    const text = canonicalJson(parsed.value)
    expect(text).toBe(canonicalJson(plain(`templates/${name}`)))
    const again = parseDocumentText(text)
    expect(again.ok && canonicalJson(again.value)).toBe(text)
  })

  test('the frozen document of version 1, byte for byte', () => {
    const text = read('src/document/fixtures/v1.json')
    const parsed = parseDocumentText(text)
    expect(parsed.ok && canonicalJson(parsed.value, 2) + '\n').toBe(text)
  })

  test('a line for editors stays first, through edits and saving', () => {
    const line = { $schema: '../public/ganvas.schema.json' }
    const parsed = parseDocument({ ...dcgan(), ...line })
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    const edited = setDocument(parsed.value, { title: 'Mine' })
    expect(documentText(edited).split('\n')[1]).toBe(`  "$schema": "${line.$schema}",`)
    expect(canonicalJson(edited)).toBe(canonicalJson({ ...dcgan(), ...line, title: 'Mine' }))
    expect(refusal({ ...dcgan(), $schema: 1 })).toMatchObject({ where: '/$schema' })
  })

  test('an unfinished document: a missing input, a dangling reference, an unknown kind', () => {
    const document = structuredClone(plain('templates/gan.json')) as never as {
      networks: Record<string, { layers: Record<string, { kind: string; in: Record<string, string> }> }>
    }
    const layers = document.networks['generator']?.layers ?? {}
    layers['dense_1'] = { ...layers['dense_1'], kind: 'teleport', in: { x: 'nobody.home' } }
    expect(parseDocument(document).ok).toBe(true)
  })
})

describe('what is refused', () => {
  test('text that is no JSON, JSON that is no document', () => {
    expect(refusal('{"format": ')).toMatchObject({ code: 'not_json', where: '' })
    expect(refusal('[]')).toMatchObject({ code: 'not_a_document' })
    expect(refusal('{"format":"onnx"}')).toMatchObject({ code: 'not_a_document', where: '/format' })
    expect(refusal({ ...dcgan(), version: 'x' })).toMatchObject({ code: 'invalid_version' })
  })

  test('a document of a newer version says so', () => {
    const problem = refusal({ ...dcgan(), version: 7 })
    expect(problem).toMatchObject({ code: 'newer_version', where: '/version' })
    expect(problem?.message).toContain('version 7')
  })

  test.each<[string, (document: never) => void, string, RegExp]>([
    ['a batch of 0', (d: { game: { batch: number } }) => (d.game.batch = 0), '/game/batch', /at least 1/],
    ['a batch of text', (d: { game: { batch: unknown } }) => (d.game.batch = 'x'), '/game/batch', /a number/],
    ['a missing seed', (d: { game: { seed?: number } }) => delete d.game.seed, '/game/seed', /^Missing/],
    ['an unknown key', (d: { game: { sed?: number } }) => (d.game.sed = 1), '/game/sed', /Unknown: "sed"/],
    [
      'a bad id',
      (d: { networks: Record<string, unknown> }) => (d.networks['Big'] = d.networks['generator']),
      '/networks/Big',
      /lower-case/,
    ],
    [
      'a bad domain',
      (d: { networks: { generator: { inputs: { z: { domain: string } } } } }) =>
        (d.networks.generator.inputs.z.domain = 'pictures'),
      '/networks/generator/inputs/z/domain',
      /"latent"/,
    ],
    [
      'a huge shape',
      (d: { networks: { generator: { inputs: { z: { shape: number[] } } } } }) =>
        (d.networks.generator.inputs.z.shape = [1e9]),
      '/networks/generator/inputs/z/shape/0',
      /at most 65,536/,
    ],
    [
      'a huge count',
      (d: { data: { digits: { count: number } } }) => (d.data.digits.count = 1e12),
      '/data/digits/count',
      /at most 10,000,000/,
    ],
    [
      'a step of nobody',
      (d: { game: { schedule: { steps: { step: string[] }[] }[] } }) =>
        (d.game.schedule[0]!.steps[0]!.step = []),
      '/game/schedule/0/steps/0/step',
      /at least 1 item/,
    ],
  ] as never)('%s', (_name, spoil, where, message) => {
    const document = dcgan()
    spoil(document as never)
    const problem = refusal(document)
    expect(problem?.where).toBe(where)
    expect(problem?.message).toMatch(message)
  })
})

describe('hostile input', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  test.each([100, 10_000, 100_000])('nesting %d deep', (depth) => {
    const document = JSON.stringify(dcgan()).replace('"params":{', `"params":{"deep":${nested(depth)},`)
    expect(refusal(document)).toMatchObject({ code: 'too_deep' })
  })

  test.each(['__proto__', 'constructor', 'prototype'])('a key %s, wherever it stands', (key) => {
    const document = JSON.stringify(dcgan()).replace(
      '"networks":{',
      `"networks":{${JSON.stringify(key)}:{"polluted":true},`,
    )
    expect(refusal(document)).toMatchObject({ code: 'refused_name', where: `/networks/${key}` })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('more text and more values than any document has', () => {
    expect(refusal(' '.repeat(8_000_001))).toMatchObject({ code: 'too_large' })
    expect(refusal({ ...dcgan(), layout: Array.from({ length: 400_001 }, () => 0) })).toMatchObject({
      code: 'too_large',
    })
  })

  test('what JSON cannot say: NaN, functions, class instances, circles', () => {
    for (const value of [NaN, Infinity, () => 1, new Date(), undefined])
      expect(refusal({ ...dcgan(), order: value })?.where).toBe('/order')
    const circle: Record<string, unknown> = {}
    circle['again'] = circle
    expect(refusal({ ...dcgan(), layout: circle })).toMatchObject({ code: 'too_deep' })
  })

  test('anything at all gives a document or problems, never a throw', () => {
    fc.assert(fc.property(fc.anything(), (input) => void parseDocument(input)))
    fc.assert(fc.property(fc.string(), (input) => void parseDocumentText(input)))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(dcgan())), fc.jsonValue(), (key, value) => {
        const parsed = parseDocument({ ...dcgan(), [key]: value })
        if (!parsed.ok) for (const problem of parsed.error) expect(problem.message).toMatch(/\S.*\.$/s)
      }),
    )
  })
})

test('migrations run in order from the version of the document', () => {
  const step = (to: number, name: string) => ({
    to,
    name,
    migrate: (document: Record<string, unknown>) => ({ ...document, [name]: document['version'] }),
  })
  const steps = [step(2, 'second'), step(3, 'third')]
  expect(migrateDocument({ version: 1 }, 1, steps)).toEqual({ version: 3, second: 1, third: 2 })
  expect(migrateDocument({ version: 2 }, 2, steps)).toEqual({ version: 3, third: 2 })
  expect(migrateDocument({ version: 3 }, 3, steps)).toEqual({ version: 3 })
})
