// The table of codes: each is told of somewhere, says what it is, and names forms of remedies that there are.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Repair } from '../document/types'
import { failureCodes, problemCodes, type FailureCode, type ProblemCode, type RemedyForm } from './codes'

const entries = [...Object.entries(problemCodes), ...Object.entries(failureCodes)]

const sources = ['src', 'workers'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|testing|lib[\\/]codes/.test(path))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
)

test('every code is told of somewhere', () => {
  const unused = entries
    .map(([code]) => code)
    .filter((code) => !sources.some((text) => text.includes(`'${code}'`)))
  expect(unused).toEqual([])
})

test('a code means one thing, and says it in a sentence', () => {
  expect(new Set(entries.map(([code]) => code)).size).toBe(entries.length)
  for (const [code, { about }] of entries) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(about).toMatch(/^[A-Z].*\.$/)
  }
  expect(new Set(entries.map(([, { about }]) => about)).size).toBe(entries.length)
})

test('no code beside the table compiles, and every repair is one of its forms', () => {
  // @ts-expect-error A typo.
  const problem: ProblemCode = 'shape_missmatch'
  // @ts-expect-error A typo.
  const failure: FailureCode = 'no_bakcend'
  const forms = (repair: Repair): RemedyForm => repair.kind
  expect([problem, failure]).toHaveLength(2)
  expect(forms({ kind: 'delete', pointer: '' })).toBe('delete')
})
