// The run store against a trainer in memory: what it asks, when, and what the page then knows.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BackendChoice, BackendName, BackendReport } from '../tensors/types'
import type { Program } from '../compiler/program/program'
import type { GanvasDocument } from '../document/types'
import { fail, succeed } from '../lib/result'
import { createDocumentStore } from '../state/documentStore'
import { createMemoryTrainer, type Checkpoints, type MemoryTrainer } from './testing/memoryTrainer'
import { createRunStore } from './runStore'

interface Game {
  seed?: number
  rounds?: number
  batch?: number
  schedule?: { until: number }[]
}

function documentWith(game: Game, title = 'Ring') {
  const whole = { seed: 1, rounds: 100, batch: 4, values: {}, players: {}, schedule: [], views: {}, ...game }
  return { format: 'ganvas', version: 1, title, game: whole, networks: {} } as unknown as GanvasDocument
}

/** A batch of 13 is this test's unfinished document; everything else compiles. */
function programOf({ game }: GanvasDocument) {
  const problem = {
    severity: 'error' as const,
    code: 'missing_input' as const,
    where: '',
    message: 'critic has no input.',
  }
  if (game.batch === 13) return fail([problem, problem])
  const players = { critic: { weights: ['critic/w'], optimizer: { kind: 'sgd', params: {} }, average: 0 } }
  const weight = { shape: [1], init: { kind: 'zeros' as const }, trainer: 'critic' }
  const weights = { 'critic/w': weight, ...(game.batch > 4 && { 'critic/v': weight }) }
  const { batch, seed, rounds } = game
  return succeed({ format: 'ganvas-program', batch, seed, rounds, players, weights } as unknown as Program)
}

function memoryOf(choice: BackendChoice = 'auto') {
  const memory = { choice, report: null as BackendReport | null }
  return {
    recall: () => Promise.resolve(memory),
    pin: (pinned: BackendChoice) => Promise.resolve(void (memory.choice = pinned)),
    remember: (report: BackendReport) => Promise.resolve(void (memory.report = report)),
  }
}

async function openRun({
  document = documentWith({}),
  checkpoints = new Map(),
  start = true,
  best = 'wasm',
  started = () => undefined,
}: {
  document?: GanvasDocument
  checkpoints?: Checkpoints
  start?: boolean
  best?: BackendName
  started?: (trainer: MemoryTrainer, number: number) => void
} = {}) {
  const documents = createDocumentStore(document)
  const trainers: MemoryTrainer[] = []
  const connect = () => {
    const trainer = createMemoryTrainer({ checkpoints, best })
    trainers.push(trainer)
    started(trainer, trainers.length)
    return trainer
  }
  const memory = memoryOf()
  const run = createRunStore({ project: 'p', documents, programOf, wasmPath: '/wasm/', connect, memory })
  if (start) await run.getState().lifetime.start()
  return {
    run,
    documents,
    checkpoints,
    state: run.getState,
    trainer: () => trainers.at(-1)!,
    asked: () => trainers.flatMap((trainer) => trainer.asked),
    edit: (game: Game, renamed?: Record<string, string>) =>
      documents.getState().apply(documentWith(game), renamed ? { renamed } : {}),
  }
}

describe('a run', () => {
  it('opens the document and is ready', async () => {
    const { state, asked } = await openRun()
    expect(state()).toMatchObject({ status: 'ready', round: 0, blocked: null, failure: null })
    expect(state().backend?.backend).toBe('wasm')
    expect(asked()).toEqual(['hello', 'open auto'])
  })

  it('shows at once where an earlier visit left it', async () => {
    const { state } = await openRun({ checkpoints: new Map([['p', 30]]) })
    const stands = { round: 30, savedRound: 30, seconds: 3, until: 100 }
    expect(state()).toMatchObject({ status: 'paused', ...stands })
  })

  it('trains to the plan, then on', async () => {
    const { state, trainer } = await openRun({ document: documentWith({ rounds: 50 }) })
    await state().train()
    trainer().advance(20)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 20, until: 50 }))
    trainer().advance(100)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'finished', round: 50 }))
    await state().trainOn(25)
    trainer().advance(100)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'finished', round: 75 }))
    expect(state().losses.map(({ round }) => round)).toEqual([20, 50, 75])
  })

  it('is pausing until the trainer says that it has paused', async () => {
    const { state, trainer } = await openRun()
    await state().train()
    trainer().advance(5)
    await vi.waitFor(() => expect(state().status).toBe('running'))
    const paused = state().pause()
    expect(state().status).toBe('pausing')
    trainer().advance(1)
    await paused
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'paused', round: 6, savedRound: 6 }))
  })

  it('steps one player, and tells why it cannot', async () => {
    const { state, asked } = await openRun()
    await state().oneStep('critic')
    expect(state().messages).toEqual([])
    await state().oneStep('nobody')
    expect(state().messages).toMatchObject([{ level: 'error', text: 'There is no player nobody.' }])
    state().dismissMessage(state().messages[0]!.id)
    expect(state().messages).toEqual([])
    expect(asked().slice(2)).toEqual(['step critic', 'step nobody'])
  })

  it('starts afresh on reset, and keeps nothing of the old curve', async () => {
    const { state, trainer, checkpoints } = await openRun()
    await state().train()
    trainer().advance(30)
    await state().pause()
    expect(checkpoints.get('p')).toBe(30)
    await state().reset()
    expect(state()).toMatchObject({ status: 'ready', round: 0, losses: [], savedRound: null })
    expect(checkpoints.has('p')).toBe(false)
  })

  it('puts a new seed into the document, undoably, before it resets', async () => {
    const { state, trainer, documents, asked } = await openRun()
    await state().newSeed()
    const { seed } = documents.getState().document.game
    expect(trainer().program()?.seed).toBe(seed)
    expect(asked().slice(2)).toEqual(['update {}', 'reset'])
    documents.getState().undo()
    expect(documents.getState().document.game.seed).toBe(1)
  })
})

describe('edits', () => {
  it('reach the trainer when they change the program, together and also while it trains', async () => {
    const { state, edit, trainer, asked, documents } = await openRun()
    await state().train()
    edit({ batch: 5 })
    edit({ batch: 6 }, { 'critic/w': 'critic/w' })
    await vi.waitFor(() => expect(trainer().program()?.batch).toBe(6))
    await vi.waitFor(() => expect(state().reinitialised).toEqual(['critic/v']))
    expect(asked().filter((question) => question.startsWith('update'))).toHaveLength(1)
    documents.getState().apply(documentWith({ batch: 6 }, 'Another title'))
    await state().oneRound()
    expect(asked().filter((question) => question.startsWith('update'))).toHaveLength(1)
  })

  it('within a gesture wait until it ends, so that a number half typed costs no weights', async () => {
    const { trainer, documents } = await openRun()
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers()
    const type = (batch: number) =>
      documents.getState().apply(documentWith({ batch }), { gesture: 'typing in a field' })
    for (const batch of [1, 12, 128]) {
      type(batch)
      await vi.advanceTimersByTimeAsync(500)
      expect(trainer().program()?.batch).toBe(4)
    }
    documents.getState().endGesture()
    await vi.advanceTimersByTimeAsync(200)
    expect(trainer().program()?.batch).toBe(128)
  })

  it('are taken along by Train, without waiting', async () => {
    const { state, edit, asked } = await openRun()
    edit({ rounds: 7 })
    await state().train()
    expect(asked().slice(2)).toEqual(['update {}', 'run'])
  })

  it('write a checkpoint after a rename, so that a reload finds the weights', async () => {
    const { edit, asked } = await openRun()
    edit({ batch: 5 }, { 'critic/w': 'critic/first' })
    await vi.waitFor(() => expect(asked().slice(2)).toEqual(['update {"critic/w":"critic/first"}', 'save']))
  })

  it('that leave the document unfinished block Train with a sentence, and training goes on', async () => {
    const { state, edit, trainer } = await openRun()
    await state().train()
    edit({ batch: 13 })
    await vi.waitFor(() => expect(state().blocked).toBe('critic has no input. (and 1 more problem)'))
    trainer().advance(5)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 5 }))
    await state().pause()
    await state().train()
    expect(state().messages.at(-1)?.text).toContain('critic has no input.')
    await vi.waitFor(() => expect(state().status).toBe('paused'))
    edit({ batch: 4 })
    await vi.waitFor(() => expect(state().blocked).toBeNull())
  })

  it('open the trainer when the first program comes', async () => {
    const { state, edit, asked } = await openRun({ document: documentWith({ batch: 13 }) })
    expect(state()).toMatchObject({ status: 'ready', backend: null })
    expect(asked()).toEqual(['hello'])
    edit({ batch: 4 })
    await vi.waitFor(() => expect(state().backend).not.toBeNull())
  })
})

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
      edit({ batch: 6 })
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
      const schedule = [{ until: 0.5 }, { until: 1 }]
      const { state, trainer } = await openRun({ document: documentWith({ schedule }) })
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
    const documents = createDocumentStore(documentWith({}))
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

describe('backends', () => {
  it('are probed once per machine', async () => {
    const { run, asked } = await openRun()
    await run.getState().restart()
    expect(asked()).toEqual(['hello', 'open auto', 'hello', 'open auto, remembered'])
  })

  it('change while training goes on', async () => {
    const { state, trainer } = await openRun()
    await state().train()
    trainer().advance(10)
    await vi.waitFor(() => expect(state().round).toBe(10))
    await state().chooseBackend('cpu')
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 10, choice: 'cpu' }))
  })

  it('that do not start leave the one before', async () => {
    const { state } = await openRun()
    await state().chooseBackend('webgl')
    expect(state()).toMatchObject({ choice: 'auto', status: 'ready', failure: null, blocked: null })
    expect(state().messages.at(-1)?.text).toBe('webgl did not start.')
  })
})

describe('the lifetime', () => {
  it('ends with a checkpoint', async () => {
    const { state, trainer, checkpoints } = await openRun()
    await state().train()
    trainer().advance(42)
    await state().lifetime.stop()
    expect(checkpoints.get('p')).toBe(42)
  })

  it('says why a tab that was left does not train', async () => {
    const { state, edit } = await openRun()
    state().lifetime.abandon('Another tab has it.')
    await state().train()
    edit({ batch: 5 })
    expect(state()).toMatchObject({ status: 'ready', blocked: 'Another tab has it.' })
    expect(state().messages.at(-1)?.text).toContain('Another tab has it.')
    await state().lifetime.start()
    expect(state().blocked).toBeNull()
  })
})
