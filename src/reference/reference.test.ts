// The reference says of every entry what its registry says, and the page in Markdown is the newest.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { madeSets } from '../data/made/registry'
import type { OptimizerKind } from '../kinds/optimizerTypes'
import { defaultParams, layers, optimizers, values } from '../kinds/registry'
import type { Kind } from '../kinds/types'
import { views } from '../kinds/views/registry'
import { failureCodes, problemCodes } from '../lib/codes'
import { measures } from '../metrics/registry'
import { referenceMarkdown } from './markdown'
import { parametersOf } from './parameters'
import { makeReference } from './reference'

const chapters = makeReference()
const entries = chapters.flatMap(({ id, groups }) =>
  groups.flatMap((group) => group.entries.map((entry) => ({ chapter: id, entry }))),
)

/** Kinds by vocabulary. */
const registries: Record<string, Readonly<Record<string, Kind | OptimizerKind>>> = {
  layers,
  values,
  optimizers,
}
test('every entry of every registry has its place, once', () => {
  const others = { views, metrics: measures, made: madeSets, problems: { ...problemCodes, ...failureCodes } }
  for (const [chapter, registry] of Object.entries({ ...registries, ...others })) {
    const ids = entries.filter((one) => one.chapter === chapter).map(({ entry }) => entry.id)
    expect(ids.sort()).toEqual(Object.keys(registry).sort())
  }
})

const kinds = Object.entries(registries).flatMap(([chapter, registry]) =>
  Object.entries(registry).map(([id, kind]) => [chapter, id, kind] as const),
)

test.each(kinds)('%s/%s', (chapter, id, kind) => {
  const entry = entries.find((one) => one.chapter === chapter && one.entry.id === id)!.entry
  const { title, doc, formula, paper } = kind
  expect(entry).toMatchObject({ title, doc, ...(formula && { formula }), ...(paper && { paper }) })
  const standards = entry.parameters.map(({ name, standard }) => [name, JSON.parse(standard) as unknown])
  expect(Object.fromEntries(standards)).toEqual(defaultParams(kind))
  for (const { doc: sentence, type } of entry.parameters) {
    expect(sentence).toMatch(/\.$/)
    expect(type).not.toBe('')
  }
})

test('whatever infers by itself shows what it makes of an example, and what it is in an export', () => {
  // What these give depends on the network that they name.
  const asked = entries.filter(({ chapter }) => chapter === 'layers' || chapter === 'values')
  const open = asked.filter(({ entry }) => entry.outputs.length === 0)
  expect(open.map(({ entry }) => entry.id).sort()).toEqual(['block', 'call'])
  const named = ({ entry }: (typeof entries)[number], name: string) =>
    entry.facts.find((fact) => fact.name === name)?.code
  const find = (id: string) => entries.find(({ entry }) => entry.id === id)!
  expect(find('conv2d').entry.outputs).toMatchObject([{ name: 'out', example: 'B×8×8×64' }])
  expect(named(find('conv2d'), 'Weights')).toBe('kernel 4×4×64×64, bias 64')
  expect(named(find('conv2d'), 'In TypeScript')).toContain('tf.layers.conv2d({ filters: 64, kernelSize: 4')
  expect(named(find('adam'), 'Kept of each weight')).toBe('mean, square')
})

test('types of parameters are said in words', () => {
  const schema = z.strictObject({
    filters: z.int().min(1).max(65_536).default(8),
    rate: z.number().gt(0).default(0.5),
    bias: z.boolean().default(true),
    padding: z.union([z.enum(['same', 'valid']), z.int().min(0).max(9)]).default('same'),
    shape: z.array(z.int().min(1).max(99)).max(3).default([4]),
    data: z.string().default(''),
  })
  expect(parametersOf(schema).map(({ type, standard }) => [type, standard])).toEqual([
    ['whole number, 1 to 65,536', '8'],
    ['number, more than 0', '0.5'],
    ['true or false', 'true'],
    ['same · valid · whole number, 0 to 9', '"same"'],
    ['shape of up to 3 sizes, 1 to 99 each', '[4]'],
    ['text', '""'],
  ])
})

test('REFERENCE.md is what the registries say: `npm run reference` writes it', async () => {
  const written = readFileSync(join(import.meta.dirname, '../REFERENCE.md'), 'utf8')
  expect(written).toBe(await format(referenceMarkdown(chapters), { parser: 'markdown' }))
})
