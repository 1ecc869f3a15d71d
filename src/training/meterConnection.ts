// The wire to the worker that measures: started when something is measured for the first time.
import { transfer, wrap } from 'comlink'
import type { MeasureRequest, MetricsApi } from '../../workers/metrics.api'

/** Long, because a slow machine may load for that long; a worker that cannot load says so at once. */
const helloTimeout = 30_000

export interface MeterConnection {
  api: MetricsApi
  /** Rejects with a sentence when the worker has died, or did not answer in time. */
  ready: Promise<void>
  died: Promise<never>
  close(): void
}

/** Starts the worker. */
export function connectMeter(): MeterConnection {
  const worker = new Worker(new URL('../../workers/metrics.worker.ts', import.meta.url), { type: 'module' })
  const remote = wrap<MetricsApi>(worker)
  const died = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('What measures stopped unexpectedly.')))
  })
  // Whoever waits for an answer hears of it; nobody else has to.
  died.catch(() => undefined)
  const silence = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('What measures did not answer in time.')), helloTimeout)
  })
  silence.catch(() => undefined)
  const ready = Promise.race([remote.hello().then(() => undefined), died, silence])
  ready.catch(() => undefined)
  return { api: remote, ready, died, close: () => worker.terminate() }
}

/** The request with its arrays handed over instead of copied. */
export function handOverDrawn(request: MeasureRequest): MeasureRequest {
  const numbers = request.drawn.flatMap((samples) => Object.values(samples))
  return transfer(
    request,
    numbers.map(({ values }) => values.buffer as ArrayBuffer),
  )
}
