// What the trainer keeps: checkpoints and resume, to the bit, and what a store that refuses leaves.
import { expect, test } from 'vitest'
import { fail } from '../../src/lib/result'
import { game, memoryStores, openTrainer, pull, request } from './testing/opened'
import { createTrainer } from './trainer'

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
