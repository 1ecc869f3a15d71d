// The run store against a trainer in memory: what it asks, when, and what the page then knows.
import { describe, expect, it, vi } from 'vitest'
import { documentWith, openRun } from './testing/openRun'

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
    await state().oneStep('generator')
    expect(state().messages).toEqual([])
    await state().oneStep('nobody')
    expect(state().messages).toMatchObject([{ level: 'error', text: 'There is no player nobody.' }])
    state().dismissMessage(state().messages[0]!.id)
    expect(state().messages).toEqual([])
    expect(asked().slice(2)).toEqual(['step generator', 'step nobody'])
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
    edit(documentWith({ batch: 5 }))
    expect(state()).toMatchObject({ status: 'ready', blocked: 'Another tab has it.' })
    expect(state().messages.at(-1)?.text).toContain('Another tab has it.')
    await state().lifetime.start()
    expect(state().blocked).toBeNull()
  })
})
