// What a run does about a trainer that dies, hangs or refuses, and about a game that diverges.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDocumentStore } from '../state/documentStore'
import { programOf } from '../state/derived'
import { createRunStore } from './runStore'
import { createMemoryTrainer, type MemoryTrainer } from './testing/memoryTrainer'
import { documentWith, memoryOf, openRun } from './testing/openRun'

describe('failures', () => {
  it('of a worker that dies are mended: another one goes on from the last checkpoint, in a sentence', async () => {
    const { state, trainer, asked } = await openRun()
    await state().train()
    trainer().advance(30)
    await state().pause()
    await state().train()
    trainer().advance(10)
    await vi.waitFor(() => expect(state().round).toBe(40))
    const asking = state().saveWeights('current')
    trainer().crash()
    expect(await asking).toBeNull()
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 30, failure: null }))
    expect(state().recovery).toBe(
      'The trainer stopped unexpectedly in round 40: training goes on from round 30, the last checkpoint, on WASM.',
    )
    expect(asked().slice(-3)).toEqual(['hello', 'open auto, remembered', 'run'])
    expect(state().losses.map(({ round }) => round)).toEqual([30])
    trainer().advance(70)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'finished', round: 100 }))
    state().dismissRecovery()
    expect(state().recovery).toBeNull()
  })

  it('of a GPU that is lost twice before a checkpoint end on the next backend', async () => {
    const { state, trainer, asked } = await openRun({ best: 'webgpu' })
    await state().trainOn(50)
    const lose = async (round: number) => {
      trainer().advance(round)
      await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round }))
      trainer().report({ state: 'failed', trouble: { code: 'device_lost', what: 'The GPU was lost' } })
      await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 0 }))
    }
    await lose(7)
    const over = 'training starts over from round 0, because there was no checkpoint yet, on'
    expect(state().recovery).toBe(`The GPU was lost in round 7: ${over} WebGPU.`)
    await lose(9)
    expect(state().recovery).toBe(`The GPU was lost in round 9: ${over} WASM instead of WebGPU.`)
    expect(asked().filter((question) => question.startsWith('open'))).toEqual([
      'open auto',
      'open auto, remembered',
      'open auto, remembered, without webgpu',
    ])
    expect(state().until).toBe(50)
    await state().chooseBackend('auto')
    expect(asked().at(-2)).toBe('open auto, remembered')
  })

  it.each(['hello', 'open'] as const)(
    'that befall another trainer at its %s, while it mends, are mended too, and training goes on',
    async (at) => {
      const started = (trainer: MemoryTrainer, number: number) => {
        if (number !== 2) return
        const dies = () => new Promise<never>(() => setTimeout(() => trainer.crash(), 5))
        Object.assign(trainer.api, { [at]: dies })
      }
      const { state, trainer, asked } = await openRun({ best: 'webgpu', started })
      await state().train()
      trainer().advance(30)
      await state().pause()
      await state().train()
      trainer().advance(7)
      await vi.waitFor(() => expect(state().round).toBe(37))
      trainer().report({ state: 'failed', trouble: { code: 'device_lost', what: 'The GPU was lost' } })
      const reopened = ['hello', 'open auto, remembered, without webgpu', 'run']
      await vi.waitFor(() => expect(asked().slice(-3)).toEqual(reopened))
      await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 30, failure: null }))
      expect(state().messages).toEqual([])
      expect(state().recovery).toBe(
        'The GPU was lost in round 37: training goes on from round 30, the last checkpoint, on WASM instead of WebGPU.',
      )
    },
  )

  it('that come back on the CPU are left to the user', async () => {
    const { state, trainer } = await openRun()
    await state().train()
    for (const round of [4, 6]) {
      trainer().advance(round)
      await vi.waitFor(() => expect(state().round).toBe(round))
      trainer().crash()
      await vi.waitFor(() => expect(state().round === 0 || state().status === 'failed').toBe(true))
    }
    expect(state().failure?.message).toBe(
      'The trainer stopped unexpectedly again in round 6, before another checkpoint was written.',
    )
    await state().restart()
    expect(state()).toMatchObject({ status: 'ready', failure: null })
  })

  describe('of a worker that hangs end it', () => {
    beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
    afterEach(() => void vi.useRealTimers())

    async function endsWithin(hung: MemoryTrainer, current: () => MemoryTrainer, [least, most]: number[]) {
      hung.hang()
      await vi.advanceTimersByTimeAsync(1000 * least!)
      expect(current()).toBe(hung)
      await vi.advanceTimersByTimeAsync(1000 * (most! - least!))
      expect(current()).not.toBe(hung)
    }

    it('late, as long as nothing is known of its steps', async () => {
      const { state, trainer } = await openRun()
      await vi.advanceTimersByTimeAsync(200_000)
      await state().train()
      trainer().advance(5)
      await endsWithin(trainer(), trainer, [110, 130])
      await vi.waitFor(() =>
        expect(state().recovery).toMatch(/did not answer for 12\d seconds in round 5: training/),
      )
    })

    it('sooner, after it has answered for long, until its work is another', async () => {
      const { state, trainer, edit } = await openRun()
      await state().train()
      trainer().advance(5)
      await vi.advanceTimersByTimeAsync(60_000)
      await endsWithin(trainer(), trainer, [26, 40])
      await vi.waitFor(() => expect(state().status).toBe('running'))
      trainer().advance(5)
      await state().pause()
      await state().train()
      await vi.advanceTimersByTimeAsync(60_000)
      edit(documentWith({ batch: 6 }))
      await vi.advanceTimersByTimeAsync(1_000)
      await endsWithin(trainer(), trainer, [110, 130])
    })

    it('late, while it may be busy with a question; one that comes when it hangs already is no excuse', async () => {
      const { state, trainer } = await openRun()
      await state().train()
      trainer().advance(5)
      await vi.advanceTimersByTimeAsync(60_000)
      trainer().api.weights = () => new Promise(() => undefined)
      void state().saveWeights('current')
      await endsWithin(trainer(), trainer, [110, 130])
      await vi.waitFor(() => expect(state().status).toBe('running'))
      trainer().advance(5)
      await state().pause()
      await state().train()
      await state().saveWeights('current')
      await vi.advanceTimersByTimeAsync(60_000)
      trainer().hang()
      await vi.advanceTimersByTimeAsync(3_000)
      void state().saveWeights('current')
      void state().pause()
      await endsWithin(trainer(), trainer, [22, 40])
    })

    it('late, where the steps are those of another phase', async () => {
      const { state, trainer } = await openRun({ document: documentWith({ phases: [0.5, 1] }) })
      await state().train()
      trainer().advance(49)
      await vi.advanceTimersByTimeAsync(60_000)
      trainer().advance(1)
      await vi.waitFor(() => expect(state().round).toBe(50))
      await endsWithin(trainer(), trainer, [110, 130])
    })
  })

  it('of a run that diverges say where, and end nothing', async () => {
    const { state, trainer } = await openRun()
    await state().train()
    const place = { graph: 'critic', node: 'conv_2' }
    const divergence = { player: 'generator', round: 11, of: 'gradient' as const, place }
    const trouble = { code: 'diverged' as const, what: 'Training diverged in round 12', divergence }
    trainer().report({ state: 'failed', trouble })
    await vi.waitFor(() => expect(state().status).toBe('failed'))
    expect(state()).toMatchObject({ divergence, recovery: null })
    expect(state().failure?.message).toBe(
      'Training diverged in round 12: in the step of generator, the gradient of conv_2 in critic was no finite number.',
    )
    await state().train()
    expect(state()).toMatchObject({ divergence: null, failure: null })
  })

  it('of a worker that never answers are noticed', async () => {
    vi.useFakeTimers()
    const connect = () => createMemoryTrainer({ checkpoints: new Map(), silent: true })
    const documents = createDocumentStore(documentWith())
    const options = { project: 'p', documents, programOf, wasmPath: '/wasm/', connect, memory: memoryOf() }
    const run = createRunStore(options)
    const started = run.getState().lifetime.start()
    await vi.advanceTimersByTimeAsync(30_000)
    await started
    expect(run.getState()).toMatchObject({ status: 'failed', failure: { code: 'worker_silent' } })
    vi.useRealTimers()
  })

  it('of files and weights are values or messages', async () => {
    const { state } = await openRun()
    const imported = await state().inspectData([new File([new Uint8Array(4)], 'a.idx')])
    expect(imported).toMatchObject({ ok: false, error: { code: 'file_refused' } })
    await state().loadWeights(new ArrayBuffer(0))
    expect(state().messages.at(-1)?.text).toBe('The file is empty.')
    await state().loadWeights(new ArrayBuffer(8))
    expect(state().reinitialised).toEqual(['critic/b'])
    expect((await state().saveWeights('average'))?.byteLength).toBe(8)
  })
})
