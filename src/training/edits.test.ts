// Edits on their way to the trainer: which of them are sent, when, and what holds Train up.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  addNode,
  changeId,
  connect,
  disconnect,
  setData,
  setDocument,
  setNetwork,
  setNodeTitle,
  setPlayer,
  setView,
} from '../document/edit'
import type { DataSection, GanvasDocument } from '../document/types'
import { documentWith, openRun } from './testing/openRun'

/** With one more layer before the discriminator's last. */
function withLayer(document: GanvasDocument): GanvasDocument {
  const { params } = document.networks.discriminator!.layers.dense_3!
  const graph = 'discriminator'
  const added = addNode(document, { graph, kind: 'dense', params, in: { x: 'act_3' } })
  return connect(added.document, { graph, from: added.id, to: { node: 'dense_4', port: 'x' } })
}

/** Both networks wait for a wire. */
function unfinished(document: GanvasDocument): GanvasDocument {
  const to = { node: 'dense_1', port: 'x' }
  return disconnect(disconnect(document, { graph: 'generator', to }), { graph: 'discriminator', to })
}

const titled = (section: DataSection): DataSection => ({ ...section, title: 'Clouds' })

describe('edits', () => {
  it('reach the trainer when they change the program, together and also while it trains', async () => {
    const { state, edit, trainer, asked, documents } = await openRun()
    await state().train()
    edit(documentWith({ batch: 5 }))
    edit(withLayer(documentWith({ batch: 6 })), { 'discriminator/dense_1': 'discriminator/dense_1' })
    await vi.waitFor(() => expect(trainer().program()?.batch).toBe(6))
    await vi.waitFor(() =>
      expect(state().reinitialised).toEqual(['discriminator/dense/kernel', 'discriminator/dense/bias']),
    )
    expect(asked().filter((question) => question.startsWith('update'))).toHaveLength(1)
    edit(setDocument(documents.getState().document, { title: 'Another title' }))
    await state().oneRound()
    expect(asked().filter((question) => question.startsWith('update'))).toHaveLength(1)
  })

  it.each<[string, (document: GanvasDocument) => GanvasDocument]>([
    ['the project', (document) => setDocument(document, { title: 'Mine', about: 'Of points.' })],
    ['a network', (document) => setNetwork(document, { network: 'generator', title: 'Forger' })],
    [
      'a layer',
      (document) => setNodeTitle(document, { graph: 'generator', node: 'dense_1', title: 'First' }),
    ],
    ['a value', (document) => setNodeTitle(document, { graph: 'game', node: 'fake', title: 'Forgeries' })],
    ['a player', (document) => setPlayer(document, { player: 'generator', patch: { title: 'Forger' } })],
    ['a view', (document) => setView(document, { view: 'scatter', patch: { title: 'Clouds' } })],
    ['a data set', (document) => setData(document, { data: 'ring', section: titled(document.data.ring!) })],
  ])('that rename %s send nothing', async (_, rename) => {
    const { state, edit, asked, documents } = await openRun()
    const before = documents.getState().document
    edit(rename(before))
    expect(documents.getState().document).not.toEqual(before)
    await state().oneRound()
    expect(asked()).toEqual(['hello', 'open auto', 'run'])
  })

  it('of a view reach the trainer without its name, which the page shows from the document', async () => {
    const { state, edit, trainer, asked, documents } = await openRun()
    const patch = { title: 'Clouds', count: 64 }
    edit(setView(documents.getState().document, { view: 'scatter', patch }))
    await state().oneRound()
    expect(asked().slice(2)).toEqual(['update {}', 'run'])
    expect(trainer().program()).toMatchObject({ title: '', views: { scatter: { title: '', count: 64 } } })
    expect(trainer().program()?.data.ring).not.toHaveProperty('title')
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
    edit(documentWith({ rounds: 7 }))
    await state().train()
    expect(asked().slice(2)).toEqual(['update {}', 'run'])
  })

  it('write a checkpoint after a rename, so that a reload finds the weights', async () => {
    const { edit, asked, documents } = await openRun()
    const names = { graph: 'generator', node: 'dense_1', id: 'first' }
    const changed = changeId(documents.getState().document, names)
    if (!changed.ok) throw new Error(changed.error)
    edit(changed.value.document, changed.value.renamed)
    const asking = ['update {"generator/dense_1":"generator/first"}', 'save']
    await vi.waitFor(() => expect(asked().slice(2)).toEqual(asking))
  })

  it('that leave the document unfinished block Train with a sentence, and training goes on', async () => {
    const { state, edit, trainer } = await openRun()
    await state().train()
    edit(unfinished(documentWith()))
    await vi.waitFor(() => expect(state().blocked).toBe('dense_1 has no input. (and 1 more problem)'))
    trainer().advance(5)
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'running', round: 5 }))
    await state().pause()
    await state().train()
    expect(state().messages.at(-1)?.text).toContain('dense_1 has no input.')
    await vi.waitFor(() => expect(state().status).toBe('paused'))
    edit(documentWith())
    await vi.waitFor(() => expect(state().blocked).toBeNull())
  })

  it('open the trainer when the first program comes', async () => {
    const { state, edit, asked } = await openRun({ document: unfinished(documentWith()) })
    expect(state()).toMatchObject({ status: 'ready', backend: null })
    expect(asked()).toEqual(['hello'])
    edit(documentWith())
    await vi.waitFor(() => expect(state().backend).not.toBeNull())
  })
})
