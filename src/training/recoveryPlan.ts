// What the page does about a trainer that failed: where it goes on, on which backend, and the sentence about it.
import { backendNames } from '../lib/backends'
import type { Failure } from '../lib/failure'
import type { BackendName, BackendReport } from '../tensors/types'
import { formatCount } from '../lib/format'

/** Failures in a row: without a checkpoint between them, what is tried again does not help. */
interface Row {
  savedRound: number | null
  backend: BackendName | null
  times: number
}

/** So many failures of one GPU, each soon after the one before, are a row whatever was saved in between. */
const mostInHaste = 4
const hasteMilliseconds = 10_000

/** Decides what to try next. One per run. */
interface RecoveryPlan {
  /** Backends to leave out; null where trying again makes no sense and the user has to decide. */
  next(facts: { backend: BackendReport | null; savedRound: number | null }): BackendName[] | null
  /** The user has decided something: what failed before may be tried again. */
  forget(): void
}

/**
 * A backend is tried once more. A GPU that fails again before a checkpoint was written, or for the fourth time with hardly ten
 * seconds between, gives way to the next backend; where the CPU computes there is none that would do better.
 */
export function createRecoveryPlan(now: () => number = () => performance.now()): RecoveryPlan {
  const without: BackendName[] = []
  let row: Row | null = null
  let haste = { backend: null as BackendName | null, last: -Infinity, times: 0 }
  return {
    next({ backend: report, savedRound }) {
      const backend = report?.backend ?? null
      const times = row?.savedRound === savedRound && row.backend === backend ? row.times + 1 : 1
      row = { savedRound, backend, times }
      const onGpu = backend === 'webgpu' || backend === 'webgl'
      const soon = haste.backend === backend && now() - haste.last <= hasteMilliseconds
      haste = { backend, last: now(), times: soon ? haste.times + 1 : 1 }
      if (times === 1 && !(onGpu && haste.times >= mostInHaste)) return [...without]
      if (backend === null || !onGpu || without.includes(backend)) return null
      without.push(backend)
      row = null
      return [...without]
    },
    forget() {
      without.length = 0
      row = null
      haste = { backend: null, last: -Infinity, times: 0 }
    },
  }
}

/** What befell a trainer, and what was going on then. */
export interface Mishap {
  /** A clause: `The GPU was lost`. */
  what: string
  round: number
  backend: BackendName | null
  /** Where the run was to stop; null where it stood still. */
  until: number | null
}

/** One sentence: what happened, from which round it goes on, on which backend. */
export function recoverySentence(mishap: Mishap, now: { round: number; backend: BackendName }): string {
  const goesOn = mishap.until !== null
  const from =
    now.round > 0
      ? `training ${goesOn ? 'goes on from' : 'stands at'} round ${formatCount(now.round)}, the last checkpoint,`
      : `training ${goesOn ? 'starts over from' : 'stands at'} round 0, because there was no checkpoint yet,`
  const instead =
    mishap.backend !== null && mishap.backend !== now.backend
      ? ` instead of ${backendNames[mishap.backend].short}`
      : ''
  const what = `${mishap.what} in round ${formatCount(mishap.round)}`
  return `${what}: ${from} on ${backendNames[now.backend].short}${instead}.`
}

/** Why nothing is tried any more. */
export function givenUp({ what, round }: Mishap): Failure {
  return {
    code: 'failed_again',
    message: `${what} again in round ${formatCount(round)}, before another checkpoint was written.`,
    remedy: 'Make the batch or the networks smaller, or choose another backend.',
  }
}
