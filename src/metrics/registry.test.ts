// The registry of measures: every entry says all it must and can be measured, and whoever reads it loads no tensors.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { parseDocumentText } from '../document/parse'
import { evidenceOf, planMetrics } from './plan'
import { keyOf, limitKeyOf, measureOf, measures, standsBeside } from './registry'

const folder = new URL('../../templates/', import.meta.url)

function programOf(name: string) {
  const parsed = parseDocumentText(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  const compiled = parsed.ok ? compileProgram(parsed.value) : parsed
  if (!compiled.ok) throw new Error(`${name} does not compile`)
  return compiled.value
}

describe('measures', () => {
  const entries = Object.entries(measures)

  it('are the files of their folder', () => {
    const files = readdirSync(new URL('./measures/', import.meta.url)).map((file) => file.replace('.ts', ''))
    expect(Object.keys(measures).sort()).toEqual(files.sort())
  })

  it.each(entries)('%s is found by its key and says what it must', (id, entry) => {
    expect(measureOf(keyOf(id))).toEqual({ measure: entry, direction: null })
    expect(entry.title).toMatch(/^[A-ZÉ]/)
    expect(entry.meaning).toMatch(/^[A-Z].*\.$/)
    expect(Object.keys(entry.from).length).toBeGreaterThan(0)
    const limit = limitKeyOf(keyOf(id))
    if (limit !== null) expect([limit, standsBeside(limit)]).toEqual([limit, true])
  })

  it('are all computed from something that some template gives', () => {
    const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []))
    const found = names.flatMap((name) => planMetrics(programOf(name)).flatMap(evidenceOf))
    for (const [id, { from }] of entries)
      for (const name of Object.keys(from)) expect([id, found]).toEqual([id, expect.arrayContaining([name])])
  })
})

it('whoever reads the registry loads neither tensors nor data', () => {
  const start = join(import.meta.dirname, 'registry.ts')
  const [seen, packages] = [new Set([start]), new Set<string>()]
  for (const path of seen) {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest)
    for (const line of source.statements) {
      const typeOnly = ts.isImportDeclaration(line)
        ? line.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : ts.isExportDeclaration(line) && line.isTypeOnly
      if (typeOnly || !(ts.isImportDeclaration(line) || ts.isExportDeclaration(line))) continue
      if (line.moduleSpecifier === undefined) continue
      const target = (line.moduleSpecifier as ts.StringLiteral).text
      if (target.startsWith('.')) seen.add(`${join(dirname(path), target)}.ts`)
      else packages.add(target)
    }
  }
  expect(seen.size).toBeGreaterThan(Object.keys(measures).length)
  expect([...packages]).toEqual([])
  const rooms = [...seen].map(
    (path) => path.slice(join(import.meta.dirname, '..').length + 1).split(/[\\/]/)[0],
  )
  expect([...new Set(rooms)].sort()).toEqual(['lib', 'metrics'])
})
