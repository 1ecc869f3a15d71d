// Mends a run whose trainer failed: another trainer, the last checkpoint, and training goes on if it did before.
import type { BackendName } from '../tensors/types'
import type { Failure } from '../lib/failure'
import { createRecoveryPlan, givenUp, recoverySentence, type Mishap } from './recoveryPlan'
import type { TrainerApi } from '../../workers/trainer.api'
import type { Result } from '../lib/result'
import type { RunOptions } from './runOptions'
import type { RunStoreAccess } from './runState'

/** What a run does about its trainer's failures. */
export interface Recovery {
  /** The trainer is of no use any more: everything since its last checkpoint is dropped, and the run goes on from there. */
  recover(failure: Failure): Promise<void>
  /** Backends that failed in this run. */
  readonly without: BackendName[]
  /** Whether something is being mended. */
  readonly busy: boolean
  /** The user has decided something: every backend gets another chance. */
  forgive(): void
}

/** The run that is mended. */
interface MendedRun {
  readonly options: Pick<RunOptions, 'documents'>
  /** Whether a trainer has the project open. */
  readonly opened: boolean
  ask<Value>(question: (api: TrainerApi) => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>>
  tell(level: 'warning', text: string): void
  tellFailure(failure: Failure): void
}

/** `begin` starts another trainer and opens the project in it, `fail` ends the run with a reason that the user sees. */
export function createRecovery(
  run: MendedRun,
  { get, set }: RunStoreAccess,
  { begin, fail }: { begin: () => Promise<void>; fail: (failure: Failure) => void },
): Recovery {
  const plan = createRecoveryPlan()
  let without: BackendName[] = []
  let mishap: Mishap | null = null
  let attempts = 0

  const befallen = (failure: Failure): Mishap => {
    const { status, round, until, backend } = get()
    return {
      what: failure.message.replace(/\.$/, ''),
      round,
      backend: backend?.backend ?? null,
      until: status === 'running' ? until : null,
    }
  }
  const goOn = async (until: number) => {
    const { round } = get()
    if (until <= round) return
    const planned = until === run.options.documents.getState().document.game.rounds
    set({ status: 'running' })
    const running = await run.ask((api) => api.run(planned ? {} : { rounds: until - round }))
    if (!running.ok) run.tellFailure(running.error)
  }
  const recover = async (failure: Failure): Promise<void> => {
    // Where nothing was open yet, there is nothing to go back to.
    if (!run.opened && mishap === null) return fail(failure)
    // What fails while it is being mended counts as the same.
    const mending = (mishap ??= befallen(failure))
    const next = plan.next(get())
    if (next === null) {
      mishap = null
      return fail(givenUp(mending))
    }
    without = next
    const attempt = ++attempts
    await begin()
    // The trainer that was started has failed too, and another one mends that; or the user has decided something.
    if (attempt !== attempts || mishap !== mending) return
    const { failure: another, round, backend } = get()
    if (!run.opened && another) return recover(another)
    mishap = null
    // The document has problems: the trainer opens it when they are mended.
    if (!run.opened || !backend) return run.tell('warning', `${mending.what}.`)
    set({ recovery: recoverySentence(mending, { round, backend: backend.backend }) })
    if (mending.until !== null) await goOn(mending.until)
  }
  return {
    recover,
    get without() {
      return without
    },
    get busy() {
      return mishap !== null
    },
    forgive() {
      plan.forget()
      without = []
      mishap = null
    },
  }
}
