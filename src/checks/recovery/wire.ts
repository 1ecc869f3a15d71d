// Listens in on the wire between the page and its trainer, from outside the app: it runs in the page before the app does.
import type { MemoryUse } from '../../tensors/types'
import type { News } from '../../../workers/trainer.api'

/** How a run stands after a trainer of it failed, at the moment in which it trains on. */
export interface Resumed {
  /** Round of the checkpoint in the store that is the newest one. */
  from: number
  /** What is wrong; empty where the trainer stands at that checkpoint, to the bit. */
  faults: string[]
  memory: MemoryUse
  /** By the machine's clock, in milliseconds: another trainer was started, asked to train, was looked at, had trained. */
  times: { started: number; asked: number; looked: number; trained: number }
}

/** What it offers to the script that drives the page. */
export interface TrainerWire {
  /** The newest news of the newest trainer. */
  news(): News | null
  /** Resolves when the losses of a round have been heard of. */
  trained(): Promise<void>
  /** Does as if the page were being hidden: it has a checkpoint written then. */
  hide(): void
  /** Ends the newest trainer from outside, as a browser does that is short of memory; the time. */
  terminate(): number
  /** From now on, the next trainer that is asked to train is looked at first. */
  expect(): void
  /** Resolves when that one has trained beyond the checkpoint. */
  resumed(): Promise<Resumed>
}

interface Call {
  id: string
  path?: string[]
  argumentList?: { value: unknown }[]
}

interface Stored {
  /** Counts up with every checkpoint that is written. */
  key: number
  round: number
  bytes: ArrayBuffer
}

/** Puts `globalThis.trainerWire` in place. Everything it needs is inside: the page gets nothing but its text. */
export function installTrainerWire(): void {
  const Native = Worker
  let newest: Worker | null = null
  let project = ''
  let news: News | null = null
  let lossRound = 0
  let firstTrained: (() => void) | null = null
  let expected: { look: boolean; from: number; faults: string[]; resolve: (found: Resumed) => void } | null
  let found: Promise<Resumed> | null = null
  const times = { started: 0, asked: 0, looked: 0, trained: 0 }

  const newestCheckpoint = () =>
    new Promise<Stored | null>((resolve, reject) => {
      const opening = indexedDB.open('ganvas')
      opening.onerror = () => reject(new Error('The database does not open.'))
      opening.onsuccess = () => {
        const database = opening.result
        const index = database.transaction('checkpoints').objectStore('checkpoints').index('project')
        const reading = index.openCursor(project, 'prev')
        reading.onsuccess = () => {
          database.close()
          const found = reading.result
          if (found === null) return resolve(null)
          const { round, bytes } = found.value as { round: number; bytes: ArrayBuffer }
          resolve({ key: Number(found.primaryKey), round, bytes })
        }
      }
    })

  /** A question of our own; the page's half of the wire knows nothing of it and lets the answer pass. */
  const ask = (worker: Worker, method: string) =>
    new Promise<unknown>((resolve) => {
      const id = `wire-${Math.random()}`
      const hear = ({ data }: MessageEvent<{ id: string; value: unknown }>) => {
        if (data.id !== id) return
        worker.removeEventListener('message', hear)
        resolve(data.value)
      }
      worker.addEventListener('message', hear)
      worker.postMessage({ id, type: 'APPLY', path: [method], argumentList: [] })
    })

  /** Has the trainer write all that it holds before its first step, and compares that with what it should have loaded. */
  const look = async (worker: Worker) => {
    const faults: string[] = []
    const stored = await newestCheckpoint()
    if (stored === null) return { from: 0, faults: ['there is no checkpoint'] }
    const saved = (await ask(worker, 'save')) as { ok: boolean; value: { round: number } }
    const again = await newestCheckpoint()
    const round = saved.ok ? saved.value.round : NaN
    if (round !== stored.round) faults.push(`it stands at round ${round}, not ${stored.round}`)
    if (!((again?.key ?? 0) > stored.key)) faults.push('it wrote nothing to compare')
    const [old, now] = [stored.bytes, again?.bytes ?? new ArrayBuffer(0)].map(
      (bytes) => new Uint8Array(bytes),
    )
    const differing = old!.findIndex((byte, index) => byte !== now![index])
    if (old!.length !== now!.length || differing >= 0) faults.push(`it differs from byte ${differing} on`)
    return { from: stored.round, faults }
  }

  const heard = (worker: Worker, value: unknown) => {
    const tells = typeof value === 'object' && value !== null && 'savedRound' in value
    if (!tells || worker !== newest) return
    news = value as News
    // A round is only counted when its losses have been read back: until then a GPU may not even have begun it.
    lossRound = Math.max(lossRound, ...news.losses.map(({ round }) => round))
    if (lossRound > 0) firstTrained?.()
    if (!expected || expected.look || news.state !== 'running' || lossRound <= expected.from) return
    const { resolve, from, faults } = expected
    expected = null
    times.trained = Date.now()
    resolve({ from, faults, memory: news.memory, times })
  }

  const adopt = (worker: Worker) => {
    newest = worker
    news = null
    lossRound = 0
    times.started = Date.now()
    worker.addEventListener('message', ({ data }: MessageEvent<{ value?: unknown }>) =>
      heard(worker, data.value),
    )
  }

  class Watched extends Native {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      if (!String(url).includes('trainer')) return
      adopt(this)
    }
    override postMessage(message: Call, options?: StructuredSerializeOptions | Transferable[]): void {
      const send = () => super.postMessage(message, options as StructuredSerializeOptions)
      const [method] = message.path ?? []
      if (method === 'open') project = (message.argumentList?.[0]?.value as { project: string }).project
      if (method !== 'run' || this !== newest || !expected?.look) return send()
      const expecting = expected
      times.asked = Date.now()
      void look(this).then(({ from, faults }) => {
        Object.assign(expecting, { look: false, from, faults })
        times.looked = Date.now()
        send()
      })
    }
  }
  globalThis.Worker = Watched
  const wire: TrainerWire = {
    news: () => news,
    trained: () => new Promise((resolve) => (firstTrained = resolve)),
    hide() {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      delete (document as { visibilityState?: unknown }).visibilityState
    },
    terminate() {
      newest?.terminate()
      return Date.now()
    },
    expect() {
      found = new Promise((resolve) => (expected = { look: true, from: NaN, faults: [], resolve }))
    },
    resumed: () => found ?? Promise.reject(new Error('Nothing is expected.')),
  }
  Object.assign(globalThis, { trainerWire: wire })
}
