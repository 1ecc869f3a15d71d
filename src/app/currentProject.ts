// The one project that is open in this page: opening another one closes it first, and asking twice opens once.
import type { Result } from '../lib/result'
import type { ProjectFailure } from '../storage/projects'
import { setOpenDocument } from './openDocument'
import { openProject, type OpenedProject } from './session/openProject'

type Opened = Result<OpenedProject, ProjectFailure>

let current: { id: string; opened: Promise<Opened>; project: OpenedProject | null } | null = null
/** Settles when the project before is closed. */
let closing: Promise<void> = Promise.resolve()

/** The project that is open; null where none is, or it is not loaded yet. */
export function currentProject(): OpenedProject | null {
  return current?.project ?? null
}

/** Closes whatever is open: everything goes to storage, and training stops. */
export function closeCurrent(): void {
  const leaving = current
  current = null
  if (!leaving) return
  setOpenDocument(null)
  closing = leaving.opened.then(async (opened) => {
    if (opened.ok) await opened.value.close()
  })
}

/** Settles when the project that was open before has reached storage. */
export function whenClosed(): Promise<void> {
  return closing
}

/** Opens a project, or answers with the one that is open under this id. */
export function openCurrent(id: string): Promise<Opened> {
  if (current?.id === id) return current.opened
  closeCurrent()
  const opened = closing.then(() => openProject(id))
  current = { id, opened, project: null }
  void opened.then((result) => {
    if (current?.opened !== opened) return
    if (!result.ok) return void (current = null)
    current.project = result.value
    const { document, storing } = result.value.stores
    setOpenDocument(() => ({
      document: document.getState().document,
      stored: storing.getState().storing.state === 'stored',
    }))
  })
  return opened
}
