// Keeps an open project in storage: every edit at once; the loss curve and the thumbnail with each checkpoint.
import type { Stores } from '../../state/context'
import { savedSession } from '../../state/sessionStore'
import { saveProject } from '../../storage/projects'
import { drawThumbnail } from './thumbnail'
import { createWriter } from './writer'

export interface Autosave {
  /** Writes what is still to be written, and waits until it is. */
  flush: () => Promise<void>
  /** Writes no more: another tab is the writer now. */
  stop: () => void
}

/** Starts to write the changes of the stores. Failures become messages of the run, one per kind of failure in a row. */
export function startAutosave({ id, stores }: { id: string; stores: Stores }): Autosave {
  const { document, session, run } = stores
  let stopped = false
  let told: string | null = null
  const save = async (changed: Parameters<typeof saveProject>[1]) => {
    if (stopped) return
    const saved = await saveProject(id, changed)
    if (!saved.ok && saved.error !== told) run.getState().tell('error', `Not saved. ${saved.error}`)
    told = saved.ok ? null : saved.error
  }
  const writers = {
    document: createWriter(() => save({ document: document.getState().document })),
    session: createWriter(() => save({ session: savedSession(session.getState()) })),
    run: createWriter(() => saveRun(stores, save)),
  }
  const unsubscribe = [
    document.subscribe((state, before) => {
      if (state.document !== before.document && !state.readOnly) writers.document.changed()
    }),
    session.subscribe(writers.session.changed),
    run.subscribe((state, before) => {
      const paused =
        before.status !== state.status && (state.status === 'paused' || state.status === 'finished')
      if (paused || state.savedRound !== before.savedRound) writers.run.changed()
    }),
  ]
  return {
    flush: async () => {
      await Promise.all(Object.values(writers).map((writer) => writer.flush()))
    },
    stop: () => {
      stopped = true
      for (const end of unsubscribe) end()
    },
  }
}

async function saveRun(
  { document, run }: Stores,
  save: (changed: Parameters<typeof saveProject>[1]) => Promise<void>,
): Promise<void> {
  const { losses, frames } = run.getState()
  const [view] = Object.keys(document.getState().document.game.views)
  const frame = (view !== undefined && frames[view]) || Object.values(frames)[0]
  const thumbnail = frame ? await drawThumbnail(frame) : null
  await save(thumbnail ? { curve: losses, thumbnail } : { curve: losses })
}
