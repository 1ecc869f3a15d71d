// Small games that train: a healthy one of which nothing is said, and twins of it that fail, each in its own way.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileProgram } from '../../src/compiler/program/compile'
import { parseDocument } from '../../src/document/parse'
import type { GanvasDocument } from '../../src/document/types'
import { makeSource } from '../../src/data/makeSource'
import { chooseBackend, loadOps } from '../../src/tensors/backends'
import { createEngine } from '../../src/engine/engine'
import type { News } from '../trainer.api'
import type { Standing } from '../trainer.api'
import { createOutbox } from './outbox'
import { openTrainer, pull } from './testing/opened'
import { createWatch } from './watch'

type Players = GanvasDocument['game']['players']

/** The ring with a small batch and small networks; the plan is short, so that 200 rounds are long enough. */
function ringProgram(ruin: (players: Players) => void) {
  const parsed = parseDocument(JSON.parse(readFileSync('templates/gan_ring.json', 'utf8')))
  if (!parsed.ok) throw new Error('the template does not parse')
  const document = structuredClone(parsed.value)
  Object.assign(document.game, { batch: 32, rounds: 300 })
  document.data.ring!.count = 1000
  for (const { layers } of Object.values(document.networks))
    for (const { kind, params } of Object.values(layers))
      if (kind === 'dense' && Number(params.units) > 2) params.units = 64
  document.game.players.generator!.average = 0.99
  document.game.views.scatter!.count = 32
  ruin(document.game.players)
  const program = compileProgram(document)
  if (!program.ok) throw new Error('the game does not compile')
  return program.value
}

/** Trains to the planned end and looks every twenty rounds; what was told, and the tensors that looking left behind. */
async function trainAndListen(ruin: (players: Players) => void) {
  const program = ringProgram(ruin)
  const ops = loadOps()
  await chooseBackend({ ops, choice: 'wasm' })
  const sources = { ring: await makeSource(program.data.ring!) }
  const engine = createEngine({ ops, program, sources })
  const outbox = createOutbox(() => ({}) as Standing)
  const watch = createWatch(engine, outbox, (error) => {
    throw error
  })
  const told: (News['messages'][number] & { round: number })[] = []
  const listen = async () => {
    await watch.lookNow()
    const { messages } = await outbox.next()
    told.push(...messages.map((message) => ({ ...message, round: engine.round })))
  }
  await listen()
  engine.runRound()
  await listen()
  const before = engine.memory().tensors
  while (engine.round < program.rounds) {
    engine.runRound()
    if (engine.round % 20 === 0) await listen()
  }
  const left = engine.memory().tensors - before
  watch.end()
  engine.dispose()
  return { told, left }
}

const setRates = (generator: number, discriminator: number) => (players: Players) => {
  players.generator!.optimizer.params.rate = generator
  players.discriminator!.optimizer.params.rate = discriminator
}

test('a healthy run is left in peace, and no tensor stays', async () => {
  expect(await trainAndListen(setRates(0.001, 0.001))).toEqual({ told: [], left: 0 })
})

test('a generator that is far too fast collapses: told once, with whom to slow down', async () => {
  const { told } = await trainAndListen(setRates(0.005, 0.00005))
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ level: 'warning', stays: true })
  expect(told[0]!.round).toBeGreaterThanOrEqual(200)
  expect(told[0]!.text).toContain('generator makes nearly the same sample')
  expect(told[0]!.text).toContain('a lower rate for generator,')
})

test('a discriminator that is always right: told once, and not that samples are alike', async () => {
  const { told } = await trainAndListen(setRates(0.0000001, 0.005))
  expect(told).toHaveLength(1)
  expect(told[0]!.text).toContain('discriminator has been right about nearly every sample')
  expect(told[0]!.text).toContain('a lower rate for discriminator')
})

test('a rate, a name or a view that is changed meanwhile puts nothing off', async () => {
  const ruin = setRates(0.005, 0.00005)
  const program = ringProgram(ruin)
  const renamed = structuredClone(program)
  renamed.title = renamed.views.scatter!.title = 'Renamed'
  const fewer = structuredClone(renamed)
  fewer.views.scatter!.count = 30
  const edits = [ringProgram(setRates(0.005, 0.00006)), renamed, fewer]
  const { trainer } = await openTrainer(program)
  const told: string[] = []
  for (let round = 20; round <= program.rounds; round += 20) {
    await trainer.run({ rounds: 20 })
    const news = await pull(trainer, (found) => found.savedRound === round && found.state !== 'running')
    told.push(...news.flatMap(({ messages }) => messages.map(({ text }) => text)))
    const edited = edits[(round / 20) % edits.length]!
    expect(await trainer.update(edited, {})).toMatchObject({ ok: true, value: { reinitialised: [] } })
  }
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('generator makes nearly the same sample')
})
