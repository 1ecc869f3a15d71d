// The templates as a whole: networks as large as the recipes and the papers say, and full-size documents that check and compile.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { template, templateNames } from '../document/testing/load'
import { compileProgram } from '../compiler/program/compile'
import { inferDocument } from '../compiler/infer/infer'
import { parseDocumentText } from '../document/parse'
import { exportDocument } from './exportDocument'

/** By template, then by network: what PyTorch counted for the same recipe, and what the papers' reference codes have. */
const counts = JSON.parse(readFileSync('src/export/fixtures/parameters.json', 'utf8')) as Record<
  string,
  Record<string, number>
>
const papers = readdirSync('templates/papers')
  .filter((name) => name.endsWith('.json'))
  .map((name) => `papers/${name.replace('.json', '')}`)

test('the table names templates that there are, and every paper', () => {
  expect([...templateNames, ...papers]).toEqual(expect.arrayContaining(Object.keys(counts)))
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(papers))
})

test.each(Object.entries(counts))('%s is as large as its recipe says', (id, expected) => {
  const { networks } = inferDocument(template(id))
  const found = Object.keys(expected).map((network) => [network, networks[network]?.total])
  expect(Object.fromEntries(found)).toEqual(expected)
})

test.each([...templateNames, ...papers])('nothing is wrong with %s', (id) => {
  const problems = inferDocument(template(id)).problems
  expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([])
})

test.each(papers)('%s compiles, and leaves as the JSON that it came from', (id) => {
  const document = template(id)
  const program = compileProgram(document)
  expect(program.ok && Object.keys(program.value.weights).length).toBeGreaterThan(0)
  const exported = exportDocument(document, { to: 'json' })
  const [file] = exported.ok ? exported.value.files : []
  expect(file && 'text' in file && JSON.parse(file.text)).toEqual(document)
})

test.each([...templateNames, ...papers])(
  '%s leaves as JSON in its own order, which tabs and ports follow',
  (id) => {
    const document = template(id)
    const exported = exportDocument(document, { to: 'json' })
    const [file] = exported.ok ? exported.value.files : []
    const again = file && 'text' in file ? parseDocumentText(file.text) : null
    expect(again?.ok && JSON.stringify(again.value)).toBe(JSON.stringify(document))
  },
)

test.each([...templateNames, ...papers])('%s leaves as TypeScript', (id) => {
  const exported = exportDocument(template(id), { to: 'typescript' })
  expect(exported.ok ? [] : exported.error).toEqual([])
})
