// Notices a trainer that hangs: it is asked every two seconds whether it is there.
import type { BackendName } from '../tensors/types'
import type { Failure } from '../lib/failure'
import type { GanvasDocument } from '../document/types'
import type { TrainerConnection } from './connection'
import type { RunFacts } from './runFacts'

const interval = 2_000
/** Seconds without an answer. A step on the CPU cannot be interrupted, nor can what is asked of it, and a large one takes long. */
const patience: Record<BackendName, number> = { webgpu: 30, webgl: 60, wasm: 120, cpu: 600 }
/** The same for a trainer that is known: it has answered so many times while it did the same work. */
const known = { answers: 10, patience: 30 }
/** A trainer that has been slow may be slow again. */
const slower = 5

/** What a heartbeat is told by. */
interface Watched {
  backend: () => BackendName | null
  /** What is being trained; null where nothing is. Its steps are alike. */
  work: () => string | null
  /** Whether it was asked something that it may be busy with, which is no step. */
  isAsked: () => boolean
  onSilent: (failure: Failure) => void
}

/** What is trained now: a program, in one phase of its schedule. Null where nothing is. */
export function workOf(
  { status, round }: Pick<RunFacts, 'status' | 'round'>,
  { game }: Pick<GanvasDocument, 'game'>,
  program: string | null,
): string | null {
  const phase = game.schedule.filter(({ until }) => round >= until * game.rounds).length
  return status === 'running' ? `${phase} ${program}` : null
}

/** Calls `onSilent` once, where the trainer does not answer any more. Returns what ends this. */
export function watchHeartbeat(connection: TrainerConnection, watched: Watched): () => void {
  const { backend, work, isAsked, onSilent } = watched
  let waited = 0
  let longest = 0
  let last = performance.now()
  let answers = 0
  let before = work()
  let waiting = false
  let isKnown = false
  const answered = () => {
    longest = Math.max(longest, waited)
    waiting = false
    const now = work()
    answers = now !== null && now === before ? answers + 1 : 0
    before = now
  }
  const limit = () => 1000 * (isKnown ? known.patience : patience[backend() ?? 'wasm'])
  const beat = () => {
    const now = performance.now()
    // A machine that slept, or a hidden tab with slow timers, is no trainer that hangs.
    const passed = Math.min(now - last, 2 * interval)
    last = now
    if (!waiting) {
      waiting = true
      waited = 0
      // What comes later cannot be what holds this answer up: questions are taken in turn.
      isKnown = answers >= known.answers && work() === before && !isAsked()
      connection.api.hello().then(answered, () => undefined)
      return
    }
    waited += passed
    if (waited < Math.max(limit(), slower * longest)) return
    clearInterval(timer)
    const seconds = Math.round(waited / 1000)
    onSilent({ code: 'worker_silent', message: `The trainer did not answer for ${seconds} seconds.` })
  }
  const timer = setInterval(beat, interval)
  return () => clearInterval(timer)
}
