// Opens a project: its document, how it was looked at, its training; and keeps all three in storage.
import { makeRoom } from '../../editor/cards/makeRoom'
import { createDocumentStore } from '../../state/documentStore'
import { programOf } from '../../state/derived'
import { createSessionStore } from '../../state/sessionStore'
import { createStoringStore } from '../../state/storingStore'
import type { Stores } from '../../state/context'
import { loadProject, purgeDeleted, type LoadedProject, type ProjectFailure } from '../../storage/projects'
import { createRunStore } from '../../training/runStore'
import { succeed, type Result } from '../../lib/result'
import { startAutosave, type Autosave } from './autosave'
import { requestProjectLock } from './projectLock'
import { panelsFor, restoredLosses, restoredSession } from './restore'

const elsewhere = 'This project is open in another tab. Take over to edit and train it here.'

/** An open project. `stores.document` is read-only while another tab has the project. */
export interface OpenedProject {
  id: string
  stores: Stores
  /** The document's title, now. */
  readonly title: string
  /** Another tab has the project; the same as `readOnly` of the document store, which tells when it changes. */
  readonly locked: boolean
  /** Makes this tab the project's writer, with everything that the other tab saved; that tab becomes read-only. */
  takeOver: () => Promise<void>
  /** Tries to put in storage what is not there yet; `stores.storing` knows whether it is. Settles also where storage does not. */
  store: () => Promise<void>
  /** Puts everything in storage, ends the trainer, and gives the project back. */
  close: () => Promise<void>
}

/**
 * Loads a project and starts its trainer, which resumes from the newest checkpoint; both go on after this returns. Fails,
 * with reason and JSON pointer, where the stored document cannot be read: it is then left as it is.
 */
export async function openProject(id: string): Promise<Result<OpenedProject, ProjectFailure>> {
  void purgeDeleted()
  const loaded = await loadProject(id)
  if (!loaded.ok) return loaded
  const stores = createStores(loaded.value)
  const { document, run } = stores
  let autosave: Autosave | null = null

  const leave = () => {
    autosave?.stop()
    autosave = null
    document.getState().setReadOnly(true)
    run.getState().lifetime.abandon(elsewhere)
  }
  const finish = async () => {
    document.getState().setReadOnly(true)
    await autosave?.flush()
    await run.getState().lifetime.stop()
    await autosave?.flush()
  }
  const enter = () => {
    document.getState().setReadOnly(false)
    autosave = startAutosave({ id, stores })
    void run.getState().lifetime.start()
  }
  const lock = await requestProjectLock({ project: id, onAsked: finish, onLost: leave })
  if (lock.held) enter()
  else leave()

  return succeed({
    id,
    stores,
    get title() {
      return document.getState().document.title
    },
    get locked() {
      return document.getState().readOnly
    },
    takeOver: async () => {
      if (lock.held) return
      await lock.take()
      // The other tab went on after this one loaded: only storage knows the newest.
      const newest = await loadProject(id)
      if (!newest.ok) return run.getState().tell('error', `Not taken over. ${newest.error.message}`)
      fillStores(stores, newest.value)
      enter()
    },
    store: async () => autosave?.flush(),
    close: async () => {
      await finish()
      autosave?.stop()
      autosave = null
      lock.release()
    },
  })
}

function createStores(project: LoadedProject): Stores {
  const document = createDocumentStore(project.document, makeRoom)
  const wasmPath = new URL('wasm/', globalThis.document.baseURI).href
  const run = createRunStore({ project: project.id, documents: document, programOf, wasmPath })
  const stores = { document, session: createSessionStore(), storing: createStoringStore(), run }
  fillStores(stores, project)
  return stores
}

function fillStores({ document, session, storing, run }: Stores, project: LoadedProject): void {
  if (document.getState().document !== project.document) document.getState().open(project.document)
  storing.getState().loaded()
  const saved = restoredSession(project.session, project.document)
  session.getState().restore({ ...panelsFor(window.innerWidth), ...saved })
  run.setState({ losses: restoredLosses(project.curve) })
}
