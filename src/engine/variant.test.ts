// A variant is a file: a relativistic BiGAN, which no template has, trains from its document alone.
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { parseDocumentText } from '../document/parse'
import type { GanvasDocument } from '../document/types'
import type { Ops } from '../kinds/types'
import { makeSource } from '../data/makeSource'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from './engine'

function read(path: string): GanvasDocument {
  const parsed = parseDocumentText(readFileSync(path, 'utf8'))
  if (!parsed.ok) throw new Error(`${path}: ${parsed.error[0]?.where} ${parsed.error[0]?.message}`)
  return parsed.value
}

const fixture = read('src/engine/fixtures/variant.json')
const rounds = 50
let ops: Ops

beforeAll(async () => {
  ops = loadOps()
  expect(await startBackend({ ops }, 'wasm')).toEqual({ ok: true, value: null })
})

/** What a game computes, whatever its values are called. */
const played = ({ game }: GanvasDocument) =>
  Object.values(game.values)
    .map(({ kind, network = '' }) => `${kind} ${network}`)
    .sort()
    .join()

test('no template plays this game', () => {
  const templates = readdirSync('templates').filter((name) => name.endsWith('.json'))
  expect(templates.map((name) => played(read(`templates/${name}`)))).not.toContain(played(fixture))
})

test('fifty rounds move all three networks, and every loss is a number', async () => {
  const compiled = compileProgram(fixture)
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  const program = compiled.value
  const sections = Object.entries(fixture.data)
  const made = await Promise.all(
    sections.map(async ([id, section]) => [id, await makeSource(section)] as const),
  )
  const engine = createEngine({ ops, program, sources: Object.fromEntries(made) })
  const before = await engine.weights('current')
  for (let round = 0; round < rounds; round++) {
    engine.runRound()
    const losses = await engine.readLosses()
    expect(Object.keys(losses).sort()).toEqual(Object.keys(fixture.game.players).sort())
    for (const loss of Object.values(losses)) expect(loss).toSatisfy(Number.isFinite)
  }
  const after = await engine.weights('current')
  engine.dispose()
  expect(engine.round).toBe(rounds)
  for (const path of Object.keys(program.weights)) {
    expect(after.tensors[path]?.values, path).not.toEqual(before.tensors[path]?.values)
  }
})
