// The registry of made sets: a set is the file of its name, and the templates ask for sets as they are.
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { template, templateNames } from '../../document/testing/load'
import { checkSection } from '../makeSource'
import { madeName, madeSetOf, madeSets, madeSource, newSection } from './registry'

test('every file of the folder is a set of its name', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^\w+\.ts$/.test(name))
  const names = files
    .map((name) => basename(name, '.ts'))
    .filter((name) => !['registry', 'types'].includes(name))
  expect(Object.keys(madeSets).sort()).toEqual(names.sort())
})

test.each(Object.entries(madeSets))('%s says what it is', (name, set) => {
  expect(set.doc).toMatch(/^[A-Z].*\.$/)
  expect(madeSource(set)).toBe(`made/${name}`)
  expect(madeName(newSection(set))).toBe(name)
  expect(checkSection(newSection(set)).ok).toBe(true)
})

test('a name that is none is no set', () => {
  expect(
    ['made/unicorns', 'made/constructor', `own/${'0'.repeat(64)}`].map((source) => madeSetOf({ source })),
  ).toEqual([null, null, null])
})

test.each(templateNames)('%s asks for its sets as they are', (id) => {
  const sections = Object.values(template(id).data).filter((section) => madeName(section) !== null)
  for (const section of sections) expect(checkSection(section).ok).toBe(true)
})
