// Measuring a run against a meter in memory: on demand, on schedule, the best checkpoint, and what goes wrong.
import { describe, expect, it, vi } from 'vitest'
import type { Program } from '../compiler/program/program'
import type { GanvasDocument } from '../document/types'
import { fail, succeed } from '../lib/result'
import type { Figures } from '../metrics/types'
import { createDocumentStore } from '../state/documentStore'
import { createMemoryTrainer } from './testing/memoryTrainer'
import type { MeterConnection } from './meterConnection'
import { createRunStore } from './runStore'

const game = { seed: 1, rounds: 900, batch: 4, values: {}, players: {}, schedule: [], views: {} }
const document = {
  format: 'ganvas',
  version: 1,
  title: 'Ring',
  networks: {},
  game,
} as unknown as GanvasDocument
const nothing = { data: {}, views: {}, players: {}, weights: {} }
const program = { format: 'ganvas-program', rounds: 900, ...nothing } as unknown as Program

async function openRun(answers: (Figures | 'cancelled' | 'dead')[]) {
  const trainer = createMemoryTrainer({ checkpoints: new Map() })
  let cancelled = 0
  const connectMeter = (): MeterConnection => ({
    api: {
      hello: () => Promise.resolve({ version: 1 }),
      next: () => Promise.resolve(null),
      cancel: () => Promise.resolve(void cancelled++),
      measure: () => {
        const answer = answers.shift()
        if (answer === 'dead') return Promise.reject(new Error('It stopped.'))
        if (answer === undefined || answer === 'cancelled')
          return Promise.resolve(fail({ code: 'cancelled', message: 'Cancelled.' }))
        return Promise.resolve(succeed(answer))
      },
    },
    ready: Promise.resolve(),
    died: new Promise(() => undefined),
    close: () => undefined,
  })
  const run = createRunStore({
    ...{ project: 'p', documents: createDocumentStore(document), programOf: () => succeed(program) },
    ...{ wasmPath: '', connect: () => trainer, connectMeter },
    memory: {
      recall: () => Promise.resolve({ choice: 'wasm' as const, report: null }),
      pin: () => Promise.resolve(),
      remember: () => Promise.resolve(),
    },
  })
  await run.getState().lifetime.start()
  await run.getState().train()
  return { state: run.getState, trainer, cancelled: () => cancelled }
}

describe('measuring', () => {
  it('keeps the figures of each round, and the checkpoint of the best', async () => {
    const { state, trainer } = await openRun([{ frechet: 5 }, { frechet: 3 }, { frechet: 4 }])
    for (const round of [10, 20, 30]) {
      trainer.advance(10)
      await vi.waitFor(() => expect(state().round).toBe(round))
      await state().measure()
    }
    expect(state().measurements.map(({ round }) => round)).toEqual([10, 20, 30])
    expect(state()).toMatchObject({ bestBy: 'frechet', best: { round: 20, figures: { frechet: 3 } } })
    expect(trainer.asked.filter((question) => question.startsWith('keepBest'))).toEqual([
      'keepBest 10',
      'keepBest 20',
    ])
    expect(state().measuring).toBeNull()
  })

  it('takes the larger figure where larger is better', async () => {
    const { state, trainer } = await openRun([
      { js: 1, recall: 0.2 },
      { js: 2, recall: 0.5 },
    ])
    state().chooseBestBy('recall')
    await state().measure()
    trainer.advance(1)
    await vi.waitFor(() => expect(state().round).toBe(1))
    await state().measure()
    expect(state().best?.round).toBe(1)
  })

  it('measures on schedule while training', async () => {
    const { state, trainer } = await openRun([{ js: 1 }, { js: 0.5 }])
    state().scheduleMeasuring(100)
    trainer.advance(99)
    await vi.waitFor(() => expect(state().round).toBe(99))
    expect(state().measurements).toEqual([])
    trainer.advance(1)
    await vi.waitFor(() => expect(state().measurements).toMatchObject([{ round: 100 }]))
    trainer.advance(60)
    await vi.waitFor(() => expect(state().round).toBe(160))
    trainer.advance(40)
    await vi.waitFor(() => expect(state().measurements).toMatchObject([{ round: 100 }, { round: 200 }]))
  })

  it('says what went wrong, and nothing where it was cancelled', async () => {
    const { state, cancelled } = await openRun(['cancelled', 'dead', { js: 1 }])
    await state().cancelMeasuring()
    await state().measure()
    expect([cancelled(), state().messages]).toEqual([0, []])
    await state().measure()
    expect(state().messages).toMatchObject([{ level: 'error', text: 'It stopped.' }])
    await state().measure()
    expect(state().measurements).toHaveLength(1)
    await state().cancelMeasuring()
    expect(cancelled()).toBe(1)
  })

  it('starts anew with the run', async () => {
    const { state } = await openRun([{ js: 1 }])
    await state().measure()
    await state().reset()
    expect(state()).toMatchObject({ measurements: [], best: null })
  })
})
