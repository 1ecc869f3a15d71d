// Replayed steps against ordinary ones on a software adapter: the same bits, whatever happens between them.
import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Program } from '../../compiler/program/program'
import { optimizers } from '../../kinds/registry'
import type { Ops } from '../../kinds/types'
import { provideSoftwareGpu } from '../../tensors/testing/softwareGpu'
import { loadOps, startBackend } from '../../tensors/backends'
import { createEngine, type Engine } from '../engine'
import { circle, pointGame } from '../testing/programs'
import type { HostBackend } from '../../tensors/webgpu/backend'

let ops: Ops
const sources = circle()
let launch: { mock: { calls: unknown[] } }
const launches = () => launch.mock.calls.length

const train = (engine: Engine, rounds: number) => {
  for (let round = 0; round < rounds; round++) engine.runRound()
}

/** Stands for every byte of a checkpoint. */
const digest = (file: ArrayBuffer) => createHash('sha256').update(Buffer.from(file)).digest('hex')
const bytesOf = async (engine: Engine) => digest(await engine.checkpoint())

/** An engine that replays and one that does not. */
const pair = (program: Program) =>
  [true, false].map((replay) => createEngine({ ops, program, sources, replay })) as [Engine, Engine]

/** Dropout, noise, batch norm, averages, Adam, and a rate and a weight that change from round to round. */
function game(options: Parameters<typeof pointGame>[0] = {}): Program {
  const falling = { kind: 'linear' as const, points: [[0, 0.01] as const, [1, 0.001] as const] }
  const program = pointGame({ rate: falling as never, ...options })
  const [step] = program.phases[0]!.steps[0]!.players
  step!.terms[1]!.weight = {
    kind: 'linear',
    points: [
      [0, 1],
      [1, 0.5],
    ],
  }
  return program
}

beforeAll(async () => {
  ops = loadOps()
  expect(await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')).toEqual({
    ok: true,
    value: null,
  })
})

beforeEach(() => {
  vi.restoreAllMocks()
  launch = vi.spyOn(ops.backend() as HostBackend, 'launch')
})

test.each(['adam', 'rms_prop', 'sgd'])('8 rounds leave the same bits: %s', async (optimizer) => {
  const [replaying, ordinary] = pair(game({ optimizer }))
  train(replaying, 3)
  const before = launches()
  train(replaying, 5)
  expect(launches()).toBe(before)
  train(ordinary, 8)
  expect(await bytesOf(replaying)).toBe(await bytesOf(ordinary))
  expect(await replaying.readLosses()).toEqual(await ordinary.readLosses())
  for (const engine of [replaying, ordinary]) engine.dispose()
})

test('players that move together leave the same bits', async () => {
  const [replaying, ordinary] = pair(game({ simultaneous: true }))
  for (const engine of [replaying, ordinary]) train(engine, 6)
  expect(await bytesOf(replaying)).toBe(await bytesOf(ordinary))
  for (const engine of [replaying, ordinary]) engine.dispose()
})

test('reading, drawing, restoring, preparing and steps by hand between replays change nothing', async () => {
  const [replaying, ordinary] = pair(game())
  const run = async (engine: Engine) => {
    train(engine, 5)
    const early = await engine.checkpoint()
    const losses = [await engine.readLosses()]
    // Read while training goes on: what is read is what was there when reading began.
    const [late, view, samples] = [engine.checkpoint(), engine.view('points'), drawSlowly(engine)]
    const lossesLater = engine.readLosses()
    train(engine, 2)
    losses.push(await lossesLater, await engine.readLosses())
    engine.runStep(['critic'])
    train(engine, 2)
    const moved = await engine.checkpoint()
    engine.restore(early)
    const { tensors } = engine.memory()
    if (engine === replaying) await engine.prepare()
    expect(engine.memory().tensors).toBe(tensors)
    train(engine, 4)
    const files = [early, await late, moved, await engine.checkpoint()].map(digest)
    return { files, losses, view: await view, samples: await samples }
  }
  expect(await run(replaying)).toEqual(await run(ordinary))
  for (const engine of [replaying, ordinary]) engine.dispose()
})

/** Several passes, between which training goes on. */
function drawSlowly(engine: Engine) {
  return engine.samples({
    registers: ['fake.x'],
    count: 48,
    pass: 16,
    seed: 3,
    weights: 'current',
    yieldToMessages: () => new Promise((resolve) => setTimeout(resolve, 1)),
  })
}

test.each(Object.keys(optimizers))(
  'another rate, length, name or view is replayed to the bits of an ordinary run: %s',
  async (optimizer) => {
    const rates = [
      0.01,
      0.002,
      { kind: 'linear', points: [[0, 0.01] as const, [1, 0.001] as const] } as const,
    ]
    const [first, ...others] = rates.map((rate) => game({ optimizer, rate: rate as never }))
    const programs = [...others, { ...others[0]!, rounds: 20, title: 'Renamed', views: {} }, first!]
    const [replaying, ordinary] = pair(first!)
    const run = (engine: Engine, learned: () => void) => {
      train(engine, 3)
      learned()
      for (const program of programs) {
        const { change, reinitialised } = engine.replaceProgram(program, {}, sources)
        expect([change.steps, reinitialised]).toEqual([false, []])
        train(engine, 2)
      }
    }
    let known = NaN
    run(replaying, () => (known = launches()))
    expect(launches()).toBe(known)
    run(ordinary, () => undefined)
    expect(await bytesOf(replaying)).toBe(await bytesOf(ordinary))
    expect(await replaying.readLosses()).toEqual(await ordinary.readLosses())
    for (const engine of [replaying, ordinary]) engine.dispose()
  },
)

test('what a step asks for otherwise is not replayed: the bits are those of an ordinary run', async () => {
  const reseeded = game({ seed: 8 })
  const weighed = game()
  weighed.phases[0]!.steps[0]!.players[0]!.terms[1]!.weight = 0.25
  const renamed = { 'critic/lin_1': 'critic/lin_2', 'critic/lin_2': 'critic/lin_1' }
  const square = game({ latent: 2, critic: [1, 2].map((k) => [`lin_${k}`, 'dense', { units: 2 }]) as never })
  const [replaying, ordinary] = pair(game())
  for (const engine of [replaying, ordinary]) {
    for (const program of [reseeded, weighed, game({ average: 0 }), square]) {
      train(engine, 5)
      expect(engine.replaceProgram(program, {}, sources).change.steps).toBe(true)
    }
    train(engine, 5)
    // The same program, but its two layers have changed places.
    expect(engine.replaceProgram(square, renamed, sources).change.steps).toBe(true)
    train(engine, 5)
  }
  expect(await bytesOf(replaying)).toBe(await bytesOf(ordinary))
  for (const engine of [replaying, ordinary]) engine.dispose()
})

test('a changed program is recorded anew, and memory does not grow', () => {
  const engine = createEngine({ ops, program: game(), sources })
  const wider = game({
    critic: [
      ['lin_1', 'dense', { units: 24 }],
      ['act_1', 'tanh'],
      ['lin_2', 'dense', { units: 1 }],
    ],
  })
  const { bufferManager } = ops.backend() as HostBackend
  const footprints: [tensors: number, bytes: number][] = []
  for (let turn = 0; turn < 3; turn++) {
    train(engine, 3)
    const before = launches()
    train(engine, 3)
    expect(launches()).toBe(before)
    engine.replaceProgram(wider, {}, sources)
    footprints.push([engine.memory().tensors, bufferManager.numBytesAllocated])
  }
  expect(footprints[2]).toEqual(footprints[1])
  engine.dispose()
})
