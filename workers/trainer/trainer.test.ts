// The trainer in Node: run, pause, news, checkpoints and resume, edits, divergence — with stores in memory.
import { describe, expect, test, vi } from 'vitest'
import type { Program } from '../../src/compiler/program'
import { fail, succeed } from '../../src/lib/result'
import { pointGame } from '../engine/fixtures/programs'
import { HostBackend } from '../engine/webgpu/backend'
import { createCountingDevice } from '../engine/webgpu/countingDevice'
import { registerDevice } from '../engine/webgpu/start'
import type { News, OpenRequest, TrainerApi } from '../trainer.api'
import type { CheckpointStore, DatasetStore } from './stores'
import { createTrainer } from './trainer'

/** The hand-made game on a made data set, so that sources are found by themselves. */
function game(options: Parameters<typeof pointGame>[0] = {}): Program {
  const program = pointGame({ batch: 16, rounds: 30, ...options })
  const fields = { point: { shape: [2], domain: 'point' as const } }
  program.data = { points: { source: 'made/ring', seed: 1, count: 400, fields } }
  return program
}

function memoryStores() {
  const saved = new Map<string, { round: number; bytes: ArrayBuffer }>()
  const datasets = new Map<string, { stored: unknown }>()
  const checkpoints: CheckpointStore = {
    load: (project) => Promise.resolve(succeed({ whole: saved.get(project) ?? null, damaged: [] })),
    save: (project, checkpoint) => {
      saved.set(project, checkpoint)
      return Promise.resolve(succeed(null))
    },
    drop: (project) => {
      saved.delete(project)
      return Promise.resolve(succeed(null))
    },
  }
  const shelf: DatasetStore = {
    load: (id) => Promise.resolve(succeed(datasets.get(id) ?? null)),
    save: (id, dataset) => {
      datasets.set(id, dataset)
      return Promise.resolve(succeed(null))
    },
  }
  const decode = () => Promise.reject(new Error('no picture is decoded here'))
  return { checkpoints, datasets: shelf, decode, saved }
}

const request = (program: Program): OpenRequest => ({ project: 'p', program, backend: 'wasm', wasmPath: '' })

async function openTrainer(program = game(), stores = memoryStores()) {
  const trainer = createTrainer(stores)
  const opened = await trainer.open(request(program))
  expect(opened).toMatchObject({ ok: true })
  return { trainer, stores }
}

/** Pulls news until one of them satisfies `found`; all that were pulled. */
async function pull(trainer: TrainerApi, found: (news: News) => boolean): Promise<News[]> {
  const all: News[] = []
  for (;;) {
    const news = await trainer.next()
    all.push(news)
    if (found(news)) return all
  }
}
const ended = (news: News) => news.state !== 'running' && news.state !== 'idle'

describe('a run', () => {
  test('goes to the planned end, with losses, pictures and a checkpoint', async () => {
    const { trainer, stores } = await openTrainer()
    await pull(trainer, (news) => news.frames.some(({ round }) => round === 0))
    expect(await trainer.run({})).toEqual({ ok: true, value: null })
    const all = await pull(trainer, (news) => news.state === 'finished' && news.savedRound === 30)
    const last = all.at(-1)
    expect([last?.round, last?.until]).toEqual([30, 30])
    const losses = all.flatMap((news) => news.losses)
    expect(losses.length).toBeGreaterThan(0)
    expect(losses.at(-1)?.round).toBe(30)
    expect(Object.keys(losses.at(-1)?.losses ?? {}).sort()).toEqual(['critic', 'generator'])
    const frames = all.flatMap((news) => news.frames)
    expect(frames[0]?.round).toBe(1)
    expect(frames.at(-1)).toMatchObject({ as: 'scatter', view: 'points', round: 30 })
    expect(stores.saved.get('p')?.round).toBe(30)
    expect(await trainer.run({})).toMatchObject({ ok: false, error: { code: 'finished' } })
    await trainer.run({ rounds: 5 })
    await pull(trainer, (news) => news.state === 'finished' && news.round === 35)
  })

  test('pauses at the end of a step, and one round is one round', async () => {
    const { trainer } = await openTrainer(game({ rounds: 100_000 }))
    await trainer.run({})
    await pull(trainer, (news) => news.round > 2)
    const paused = await trainer.pause()
    const round = paused.ok ? paused.value.round : NaN
    expect(round).toBeGreaterThan(2)
    await pull(trainer, (news) => news.state === 'paused')
    const again = await trainer.pause()
    expect(again).toEqual({ ok: true, value: { round } })
    await trainer.run({ rounds: 1 })
    const all = await pull(trainer, (news) => ended(news) && news.round > round)
    expect(all.at(-1)?.round).toBe(round + 1)
    expect(all.at(-1)?.state).toBe('paused')
  })

  test('a step by hand moves one player and no round', async () => {
    const { trainer } = await openTrainer()
    expect(await trainer.step('critic')).toEqual({ ok: true, value: null })
    const [news] = await pull(trainer, (found) => found.losses.length > 0)
    expect(news?.losses.map(({ losses }) => Object.keys(losses))).toEqual([['critic']])
    expect(news?.round).toBe(0)
    expect(await trainer.step('nobody')).toMatchObject({ ok: false, error: { code: 'unknown_player' } })
  })

  test('that diverges fails with the player and the round, keeps the last good checkpoint, and goes on from it', async () => {
    const { trainer, stores } = await openTrainer(game({ optimizer: 'sgd', rate: 0.01, average: 0 }))
    await trainer.run({ rounds: 4 })
    await pull(trainer, (news) => news.savedRound === 4)
    await trainer.update(game({ optimizer: 'sgd', rate: 1e38, average: 0 }), {})
    await trainer.run({})
    const all = await pull(trainer, (news) => news.state === 'failed')
    expect(all.at(-1)?.trouble).toMatchObject({
      code: 'diverged',
      divergence: { round: 4, player: 'generator', of: 'loss', place: { graph: 'critic', node: 'lin_2' } },
    })
    expect(await trainer.save()).toMatchObject({ ok: false })
    expect(stores.saved.get('p')?.round).toBe(4)
    await trainer.update(game({ optimizer: 'sgd', rate: 0.01, average: 0 }), {})
    await trainer.run({ rounds: 2 })
    const mended = await pull(trainer, (news) => news.state === 'paused' && news.round === 6)
    expect(mended.flatMap((news) => news.messages.map(({ text }) => text))).toContain(
      'Training goes on from the checkpoint of round 4.',
    )
  })
})

describe('keeping', () => {
  test('20 rounds, another trainer, 20 rounds are 40 rounds, to the bit', async () => {
    const program = game({ rounds: 40 })
    const whole = await openTrainer(program)
    await whole.trainer.run({})
    await pull(whole.trainer, (news) => news.savedRound === 40)

    const stores = memoryStores()
    const first = await openTrainer(program, stores)
    await first.trainer.run({ rounds: 20 })
    await pull(first.trainer, (news) => news.savedRound === 20)
    const second = createTrainer(stores)
    expect(await second.open(request(program))).toMatchObject({
      ok: true,
      value: { standing: { state: 'paused', round: 20, savedRound: 20, until: 40 }, reinitialised: [] },
    })
    await second.run({})
    await pull(second, (news) => news.savedRound === 40)
    const weights = await Promise.all([whole.trainer, second].map((trainer) => trainer.weights('average')))
    const [a, b] = weights.map((file) => (file.ok ? [...new Uint8Array(file.value)] : []))
    expect(a?.length).toBeGreaterThan(1000)
    expect(b).toEqual(a)
  })

  test('on a GPU, a run that goes on compiles its shaders ahead and at the same time, like one that starts', async () => {
    const stores = memoryStores()
    const whole = game({ rounds: 40 })
    const phases = [1 / 40, 1].map((until) => ({ ...whole.phases[0]!, until }))
    const program = { ...whole, phases, views: {} }
    const compile = vi.spyOn(HostBackend.prototype, 'compile')
    for (const until of [2, 4]) {
      const { device } = createCountingDevice()
      const [inTurn, atOnce] = [
        vi.spyOn(device, 'createComputePipeline'),
        vi.spyOn(device, 'createComputePipelineAsync'),
      ]
      registerDevice(device, {} as GPUAdapterInfo)
      const trainer = createTrainer(stores)
      expect(await trainer.open({ ...request(program), backend: 'webgpu' })).toMatchObject({ ok: true })
      await trainer.run({ rounds: 2 })
      await pull(trainer, ({ savedRound }) => savedRound === until)
      // In turn come only those that look for numbers that are none.
      expect(inTurn.mock.calls.length).toBeLessThan(10)
      expect(atOnce.mock.calls.length).toBeGreaterThan(30)
    }
    expect(compile, 'once for each phase of the first run, and once for the second').toHaveBeenCalledTimes(3)
  })

  test('on a GPU, a program that is edited while it trains is compiled ahead, and a phase that is not reached is not', async () => {
    const compile = vi.spyOn(HostBackend.prototype, 'compile').mockClear()
    const { device } = createCountingDevice()
    const inTurn = vi.spyOn(device, 'createComputePipeline')
    const atOnce = vi.spyOn(device, 'createComputePipelineAsync')
    registerDevice(device, {} as GPUAdapterInfo)
    const whole = game({ rounds: 100_000 })
    const phases = [1e-5, 1].map((until) => ({ ...whole.phases[0]!, until }))
    const trainer = createTrainer(memoryStores())
    const opened = await trainer.open({ ...request({ ...whole, phases, views: {} }), backend: 'webgpu' })
    expect(opened).toMatchObject({ ok: true })
    await trainer.run({ rounds: 1 })
    await pull(trainer, ({ savedRound }) => savedRound === 1)
    expect(compile).toHaveBeenCalledTimes(1)
    await trainer.run({})
    await pull(trainer, ({ round }) => round > 3)
    const [before, earlier] = [inTurn.mock.calls.length, atOnce.mock.calls.length]
    await trainer.update({ ...game({ rounds: 100_000, optimizer: 'rms_prop' }), views: {} }, {})
    const news = await pull(trainer, ({ round }) => round > 3)
    await pull(trainer, ({ round }) => round > news.at(-1)!.round + 3)
    await trainer.pause()
    expect(inTurn.mock.calls.length).toBe(before)
    expect(atOnce.mock.calls.length).toBeGreaterThan(earlier)
  })

  test('a run that has just begun has a checkpoint soon, and the next one later', async () => {
    const { trainer, stores } = await openTrainer(game({ rounds: 1_000_000 }))
    const began = performance.now()
    await trainer.run({})
    const [first] = (await pull(trainer, ({ savedRound }) => savedRound !== null)).slice(-1)
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(first).toMatchObject({ state: 'running', savedRound: stores.saved.get('p')?.round })
    await pull(trainer, ({ seconds }) => seconds > (first?.seconds ?? 0) + 1)
    expect(stores.saved.get('p')?.round).toBe(first?.savedRound)
    await trainer.pause()
  })

  test('reset starts over from the seed and drops the checkpoints', async () => {
    const { trainer, stores } = await openTrainer()
    const start = await trainer.weights('current')
    await trainer.run({})
    await pull(trainer, (news) => news.savedRound === 30)
    expect(await trainer.reset()).toEqual({ ok: true, value: null })
    expect(stores.saved.size).toBe(0)
    expect(await trainer.weights('current')).toEqual(start)
    const [news] = await pull(trainer, (found) => found.state === 'idle')
    expect([news?.round, news?.savedRound, news?.seconds]).toEqual([0, null, 0])
  })

  test('a store that refuses is told of, and training stays', async () => {
    const stores = memoryStores()
    stores.checkpoints.save = () => Promise.resolve(fail('The disk is full.'))
    const { trainer } = await openTrainer(game(), stores)
    expect(await trainer.save()).toEqual({
      ok: false,
      error: { code: 'not_saved', message: 'The disk is full.' },
    })
    await trainer.run({})
    const all = await pull(trainer, (news) => news.state === 'finished')
    expect(all.flatMap((news) => news.messages)[0]?.text).toContain('The disk is full.')
  })
})

describe('an edit while training', () => {
  test('keeps what it can, says what starts afresh, and the run goes on', async () => {
    const { trainer } = await openTrainer(game({ rounds: 100_000 }))
    await trainer.run({})
    await pull(trainer, (news) => news.round > 2)
    const critic = [
      ['lin_1', 'dense', { units: 16, init: 'fan_in_uniform' }],
      ['new', 'dense', { units: 1 }],
    ] as never
    const updated = await trainer.update(game({ rounds: 100_000, critic }), {})
    expect(updated).toMatchObject({
      ok: true,
      value: { reinitialised: ['critic/new/kernel', 'critic/new/bias'] },
    })
    const [news] = await pull(trainer, (found) => found.messages.length > 0)
    expect(news?.messages[0]?.text).toBe(
      'critic/new/kernel, critic/new/bias start afresh; all other weights are kept.',
    )
    const before = news?.round ?? 0
    await pull(trainer, (found) => found.round > before + 2)
    expect(await trainer.pause()).toMatchObject({ ok: true })
  })

  test('to data that are not there is refused, and the old program stays', async () => {
    const { trainer } = await openTrainer()
    const program = game()
    const [section] = Object.values(program.data)
    if (section) section.source = `own/${'0'.repeat(64)}`
    expect(await trainer.update(program, {})).toMatchObject({ ok: false, error: { code: 'data_missing' } })
    await trainer.run({})
    await pull(trainer, (news) => news.state === 'finished')
  })
})

test('without an open project every question is answered with a sentence', async () => {
  const trainer = createTrainer(memoryStores())
  expect(await trainer.hello()).toEqual({ version: 1, alive: null })
  for (const answer of [
    trainer.run({}),
    trainer.pause(),
    trainer.step('a'),
    trainer.reset(),
    trainer.save(),
  ]) {
    expect(await answer).toMatchObject({ ok: false, error: { code: 'nothing_open' } })
  }
})

test('imported files become a data section that trains', async () => {
  const { trainer } = await openTrainer()
  // Two pictures of 2×2, as MNIST's files are laid out.
  const bytes = new Uint8Array([
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, 153, 204, 255, 0, 255,
  ])
  const inspected = await trainer.inspectData([{ name: 'pictures', bytes: bytes.buffer }])
  expect(inspected).toMatchObject({ ok: true, value: { summary: '2 pictures of 2×2, without labels.' } })
  const stored = await trainer.storeData({})
  expect(stored).toMatchObject({ ok: true, value: [{ section: { count: 2 } }] })
  expect(await trainer.inspectData([{ name: 'x', bytes: new ArrayBuffer(3) }])).toMatchObject({ ok: false })
})
