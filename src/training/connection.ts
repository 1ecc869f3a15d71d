// The wire to the trainer's worker: starts it, makes sure that it answers, and notices when it dies.
import { releaseProxy, transfer, wrap } from 'comlink'
import type { Failure } from '../lib/failure'
import type { TrainerApi } from '../../workers/trainer.api'
import { fail, succeed, type Result } from '../lib/result'

/** Long, because a slow machine may load for that long; a worker that cannot load says so at once. */
const helloTimeout = 30_000

/** A trainer that can be asked, and that may die. */
export interface TrainerConnection {
  api: TrainerApi
  /** Resolves with the reason when the trainer has died or was closed; never rejects. */
  died: Promise<Failure>
  /** Ends the trainer at once. Pending calls never return, but what is asked through `ask` fails with the code of `ended`. */
  close(): void
}

/** Starts the trainer's worker. Whether it loaded is known after `greet`. */
export function connectWorker(): TrainerConnection {
  const worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), { type: 'module' })
  const remote = wrap<TrainerApi>(worker)
  let loaded = false
  let end: (reason: Failure) => void = () => undefined
  worker.addEventListener('message', () => (loaded = true), { once: true })
  const died = new Promise<Failure>((resolve) => {
    end = resolve
    worker.addEventListener('error', ({ message }) => resolve(loaded ? crashed(message) : notLoaded))
    whenGone(remote).then(
      () => resolve(crashed('')),
      () => undefined,
    )
  })
  const close = () => {
    end(ended)
    remote[releaseProxy]()
    worker.terminate()
  }
  return { api: remote, died, close }
}

/** Resolves when the worker has ended, however it did: browsers tell of errors, not of ends, but its lock becomes free. */
async function whenGone(remote: Pick<TrainerApi, 'hello'>): Promise<void> {
  const { alive } = await remote.hello()
  if (alive === null) return new Promise(() => undefined)
  await navigator.locks.request(alive, () => undefined)
}

/** Why a question is not answered whose trainer was ended on purpose; nothing that a user need hear. */
export const ended: Failure = { code: 'trainer_ended', message: 'The trainer was ended.' }

const notLoaded: Failure = {
  code: 'worker_not_loaded',
  message: 'The trainer could not be loaded.',
  remedy: 'Reload the page.',
}

function crashed(detail: string): Failure {
  return {
    code: 'worker_crashed',
    message: detail ? `The trainer stopped unexpectedly: ${detail}.` : 'The trainer stopped unexpectedly.',
    remedy: 'Restart it: training goes on from the last checkpoint.',
  }
}

/** Asks the trainer; a dead trainer and a bug in it are failures too, so this always settles and never rejects. */
export async function ask<Value>(
  connection: TrainerConnection,
  question: (api: TrainerApi) => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure>> {
  try {
    return await Promise.race([question(connection.api), connection.died.then((reason) => fail(reason))])
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return fail({ code: 'trainer_bug', message: `The trainer failed: ${detail}.` })
  }
}

/** Waits until the trainer answers: a worker that fails to load would leave every later call pending for ever. */
export async function greet(
  connection: TrainerConnection,
  timeout = helloTimeout,
): Promise<Result<null, Failure>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<Result<null, Failure>>((resolve) => {
    timer = setTimeout(
      () =>
        resolve(
          fail({
            code: 'worker_silent',
            message: `The trainer did not answer within ${timeout / 1000} seconds.`,
            remedy: 'Restart it, or reload the page.',
          }),
        ),
      timeout,
    )
  })
  const hello = ask(connection, async (api) => {
    await api.hello()
    return succeed(null)
  })
  const answer = await Promise.race([hello, silence])
  clearTimeout(timer)
  return answer
}

/** Hands bytes over instead of copying them; the caller's buffer is empty afterwards. */
export function handOver(bytes: ArrayBuffer): ArrayBuffer {
  return transfer(bytes, [bytes])
}
