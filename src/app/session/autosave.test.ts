// What the autosave says of the document while single stores of the database refuse.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setDocument } from '../../document/edit'
import { template } from '../../document/testing/load'
import type { Stores } from '../../state/context'
import { createDocumentStore } from '../../state/documentStore'
import { programOf } from '../../state/derived'
import { createSessionStore } from '../../state/sessionStore'
import { createStoringStore } from '../../state/storingStore'
import { createProject, loadProject } from '../../storage/projects'
import { noRoom, refusePuts } from '../../storage/testing/refusePuts'
import { createRunStore } from '../../training/runStore'
import { startAutosave, type Autosave } from './autosave'

/** Object stores that refuse what is put into them, and with what. */
let refusing: Record<string, Error>
let stores: Stores
let autosave: Autosave
let id: string
let round = 0

const fact = () => stores.storing.getState().storing
const messages = () => stores.run.getState().messages.map(({ text }) => text)
const titled = (title: string) =>
  stores.document.getState().apply(setDocument(stores.document.getState().document, { title }))
/** The trainer reports a checkpoint, with which the loss curve is written. */
const checkpoint = () => stores.run.setState({ savedRound: ++round, losses: [{ round, losses: {} }] })

async function storedProject() {
  const loaded = await loadProject(id)
  if (!loaded.ok) throw new Error(loaded.error.message)
  return loaded.value
}

beforeEach(async () => {
  refusing = {}
  refusePuts((store) => refusing[store] ?? null)
  const created = await createProject({ document: template('gan_ring') })
  if (!created.ok) throw new Error(created.error)
  id = created.value
  const document = createDocumentStore(template('gan_ring'))
  const run = createRunStore({ project: id, documents: document, programOf, wasmPath: '' })
  stores = { document, session: createSessionStore(), storing: createStoringStore(), run }
  autosave = startAutosave({ id, stores })
})

afterEach(() => {
  autosave.stop()
  vi.restoreAllMocks()
})

test('what lies beside the document neither sets nor clears what is said of it', async () => {
  refusing = { curves: noRoom(), sessions: noRoom() }
  titled('Mine')
  checkpoint()
  stores.session.getState().openGraph('generator')
  await vi.waitFor(() => expect(messages()).toHaveLength(2))
  expect(messages().sort()[0]).toMatch(
    /^How the project is looked at is not stored\. The browser has no more room/,
  )
  expect(messages().sort()[1]).toMatch(/^The loss curve is not stored\. The browser has no more room/)
  await vi.waitFor(() => expect(fact()).toEqual({ state: 'stored' }))

  refusing = { documents: noRoom() }
  titled('Mine, too')
  await vi.waitFor(() => expect(fact().state).toBe('not stored'))
  checkpoint()
  stores.session.getState().openGraph('discriminator')
  await vi.waitFor(async () => {
    const { session, curve } = await storedProject()
    expect([session, curve]).toMatchObject([{ graph: 'discriminator' }, [{ round }]])
  })
  expect(fact().state).toBe('not stored')
  expect((await storedProject()).document.title).toBe('Mine')
  expect(messages()).toHaveLength(2)
})

test('writes are refused in a row, and the next edit brings all of it into storage', async () => {
  refusing = { documents: noRoom() }
  titled('One')
  await vi.waitFor(() => expect(fact().state).toBe('not stored'))
  const { since } = fact() as { since: number }
  refusing = { projects: new DOMException('gone', 'UnknownError') }
  titled('Two')
  const why = "The browser's storage refused: gone."
  await vi.waitFor(() => expect(fact()).toMatchObject({ why }))
  expect(fact()).toMatchObject({ state: 'not stored', since })
  refusing = {}
  titled('Three')
  await vi.waitFor(() => expect(fact()).toEqual({ state: 'stored' }))
  expect((await storedProject()).document.title).toBe('Three')
})

test('leaving tries once more, and a bug in writing is no success', async () => {
  refusing = { documents: new TypeError('it is not a function') }
  titled('Mine')
  await vi.waitFor(() => expect(fact()).toMatchObject({ state: 'not stored' }))
  expect(fact()).toMatchObject({ why: 'Writing it failed: it is not a function.' })
  refusing = {}
  await autosave.flush()
  expect(fact()).toEqual({ state: 'stored' })
  expect((await storedProject()).document.title).toBe('Mine')
})

test('after it was stopped nothing is written, and nothing is said to be stored', async () => {
  refusing = { documents: noRoom() }
  titled('Mine')
  await vi.waitFor(() => expect(fact().state).toBe('not stored'))
  refusing = {}
  autosave.stop()
  await autosave.flush()
  expect(fact().state).toBe('not stored')
  expect((await storedProject()).document.title).toBe('GAN on a ring')
})
