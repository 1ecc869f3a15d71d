// The one project that is open in this page: opening another one closes it first, and asking twice opens once.
import type { Result } from '../lib/result'
import type { ProjectFailure } from '../storage/projects'
import { setOpenDocument } from './openDocument'
import { openProject, type OpenedProject } from './session/openProject'

type Opened = Result<OpenedProject, ProjectFailure>

let current: { id: string; opened: Promise<Opened> } | null = null
/** Settles when the project before is closed. */
let closing: Promise<void> = Promise.resolve()

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
  current = { id, opened }
  void opened.then((result) => {
    if (current?.opened !== opened) return
    if (result.ok) setOpenDocument(() => result.value.stores.document.getState().document)
    else current = null
  })
  return opened
}
