// Keeps an open project in storage: every edit at once; the loss curve and the thumbnail with each checkpoint.
import { fail, type Result } from '../../lib/result'
import type { Stores } from '../../state/context'
import { savedSession } from '../../state/sessionStore'
import { saveProject } from '../../storage/projects'
import { drawThumbnail } from './thumbnail'
import { createWriter } from './writer'

/** A document that was refused is written again by itself: after two seconds, then after twice as long each time, up to a minute. */
const retryMilliseconds = { first: 2_000, most: 60_000 }
/** Nobody who leaves waits longer for a storage that does not answer. */
const flushMilliseconds = 3_000

export interface Autosave {
  /** Writes what is still to be written, also what was refused, and waits until it is, or the storage does not answer. */
  flush: () => Promise<void>
  /** Writes no more: another tab is the writer now. */
  stop: () => void
}

type Changed = Parameters<typeof saveProject>[1]

/**
 * Starts to write the changes of the stores. Whether the document is stored is told to the storing store, and by nothing but
 * writes of the document; what goes beside it (session, loss curve, thumbnail) has messages of the run, one per failure in a row.
 */
export function startAutosave({ id, stores }: { id: string; stores: Stores }): Autosave {
  const { document, session, storing, run } = stores
  let stopped = false
  const saveDocument = async () => {
    if (stopped) return
    const write = storing.getState().begin()
    const { document: newest } = document.getState()
    const saved = await save(id, () => ({ document: newest }))
    if (saved.ok) storing.getState().succeeded(write)
    else storing.getState().refused(write, saved.error)
  }
  const saveBeside = (what: string, read: () => Changed | Promise<Changed>) => {
    let told: string | null = null
    return async () => {
      if (stopped) return
      const saved = await save(id, read)
      if (!saved.ok && saved.error !== told) run.getState().tell('warning', `${what} ${saved.error}`)
      told = saved.ok ? null : saved.error
    }
  }
  const view = () => ({ session: savedSession(session.getState()) })
  const writers = {
    document: createWriter(saveDocument),
    session: createWriter(saveBeside('How the project is looked at is not stored.', view)),
    run: createWriter(saveBeside('The loss curve is not stored.', () => learned(stores))),
  }
  const endRetries = retryRefused(stores, () => writers.document.changed())
  const unsubscribe = [
    document.subscribe((state, before) => {
      if (state.document === before.document || state.readOnly) return
      storing.getState().changed()
      writers.document.changed()
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
      if (storing.getState().storing.state === 'not stored') writers.document.changed()
      await atMost(flushMilliseconds, Promise.all(Object.values(writers).map((writer) => writer.flush())))
    },
    stop: () => {
      stopped = true
      endRetries()
      for (const end of unsubscribe) end()
    },
  }
}

/** Writes as asked. A bug in that is a failure too: what threw is not stored, and the next write is tried all the same. */
async function save(id: string, read: () => Changed | Promise<Changed>): Promise<Result<null, string>> {
  try {
    return await saveProject(id, await read())
  } catch (error) {
    return fail(`Writing it failed: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** Calls `write` a while after each refusal. An edit comes before that, and is written at once. */
function retryRefused({ storing }: Stores, write: () => void): () => void {
  let wait = retryMilliseconds.first
  let timer: ReturnType<typeof setTimeout> | undefined
  const retry = () => {
    wait = Math.min(2 * wait, retryMilliseconds.most)
    write()
  }
  const end = storing.subscribe(({ storing: { state } }) => {
    clearTimeout(timer)
    if (state === 'not stored') timer = setTimeout(retry, wait)
    else wait = retryMilliseconds.first
  })
  return () => {
    clearTimeout(timer)
    end()
  }
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([work, late])
  clearTimeout(timer)
}

/** What belongs to the run: its losses, and a picture of what it makes. */
async function learned({ document, run }: Stores): Promise<Changed> {
  const { losses, frames } = run.getState()
  const [view] = Object.keys(document.getState().document.game.views)
  const frame = (view !== undefined && frames[view]) || Object.values(frames)[0]
  const thumbnail = frame ? await drawThumbnail(frame) : null
  return thumbnail ? { curve: losses, thumbnail } : { curve: losses }
}
