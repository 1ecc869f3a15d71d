// The published JSON Schema accepts the templates and refuses what the parser refuses, read back by another implementation.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { documentJsonSchema, documentSchemaText } from './documentJsonSchema'
import { layers, optimizers, values } from '../kinds/registry'
import { views } from '../kinds/views/registry'

const schema = documentJsonSchema()
const templates = readdirSync('templates').filter((name) => name.endsWith('.json'))
const read = (name: string) =>
  JSON.parse(readFileSync(`templates/${name}`, 'utf8')) as Record<string, unknown>

test('the shipped file is up to date', async () => {
  expect(readFileSync('public/ganvas.schema.json', 'utf8')).toBe(await documentSchemaText())
})

test('every kind has its condition', () => {
  const text = JSON.stringify(schema)
  for (const id of [layers, values, optimizers, views].flatMap(Object.keys)) {
    expect(text).toContain(`{"const":"${id}"}`)
  }
})

// `if` and `then` are not read back, so that this checks the structure; the conditions are checked by name above.
const reread = z.fromJSONSchema(withoutConditions(schema) as Parameters<typeof z.fromJSONSchema>[0])

test.each(templates)('%s fits', (name) => {
  expect(reread.safeParse(read(name)).error).toBeUndefined()
})

test.each(templates)('%s fits with a line for editors, too', (name) => {
  const pointed = { $schema: '../public/ganvas.schema.json', ...read(name) }
  expect(reread.safeParse(pointed).error).toBeUndefined()
  expect(reread.safeParse({ ...pointed, $schema: 1 }).success).toBe(false)
})

test.each(templates)('%s: the condition of every view names the keys that it has', (name) => {
  const { game } = read(name) as { game: { views: Record<string, { as: string }> } }
  for (const view of Object.values(game.views)) {
    const condition = JSON.stringify(schema).split(`{"as":{"const":"${view.as}"}}`)[1] ?? ''
    const names = /"propertyNames":\{"enum":(\[[^\]]*\])/.exec(condition)?.[1] ?? '[]'
    expect(JSON.parse(names)).toEqual(expect.arrayContaining(Object.keys(view)))
  }
})

test('a document with a wrong batch or an unknown key does not fit', () => {
  const document = read(templates[0] ?? '')
  expect(reread.safeParse({ ...document, game: { ...(document['game'] as object), batch: 0 } }).success).toBe(
    false,
  )
  expect(reread.safeParse({ ...document, extra: 1 }).success).toBe(false)
})

function withoutConditions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutConditions)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== 'allOf' || !JSON.stringify(item).includes('"if"'))
      .map(([key, item]) => [key, withoutConditions(item)]),
  )
}
