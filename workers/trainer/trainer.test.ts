// The trainer in Node: run, pause, news, edits, imports.
import { describe, expect, test } from 'vitest'
import type { News } from '../trainer.api'
import { game, memoryStores, openTrainer, pull } from './testing/opened'
import { createTrainer } from './trainer'

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
    expect(frames.at(-1)).toMatchObject({ view: 'points', round: 30, drawing: { form: 'plot' } })
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

describe('an edit while nothing trains', () => {
  test('is seen at once: another view, other weights', async () => {
    const { trainer } = await openTrainer()
    await pull(trainer, (news) => news.frames.length > 0)
    const saved = await trainer.weights('current')
    const edited = game()
    edited.views.points!.count = 9
    await trainer.update(edited, {})
    const [seen] = (await pull(trainer, (news) => news.frames.length > 0)).flatMap(({ frames }) => frames)
    const plot = seen?.drawing
    const made = plot?.form === 'plot' ? plot.points.find(({ mark }) => mark === 'dot') : undefined
    expect(made?.xy.length).toBe(18)
    if (saved.ok) await trainer.loadWeights(saved.value)
    await pull(trainer, (news) => news.frames.length > 0)
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
  expect(stored).toMatchObject({ ok: true, value: { section: { count: 2 } } })
  expect(await trainer.inspectData([{ name: 'x', bytes: new ArrayBuffer(3) }])).toMatchObject({ ok: false })
})
