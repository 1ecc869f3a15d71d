// Measures one thing at a time for a page, with progress that it pulls and a way to cancel.
import { fail, succeed } from '../src/lib/result'
import { loadOps, startBackend } from '../src/tensors/backends'
import type { MetricsApi } from './metrics.api'
import { dataFor, type LoadDataset } from '../src/metrics/dataFor'
import { measure } from '../src/metrics/measure'
import type { MetricStore } from '../src/metrics/types'

class Cancelled extends Error {}

/** A meter that keeps its judges in `store` and finds the user's own data with `loadDataset`. */
export function createMeter(context: { store: MetricStore; loadDataset: LoadDataset }): MetricsApi {
  let progress: Awaited<ReturnType<MetricsApi['next']>> = null
  let waiting: ((progress: Awaited<ReturnType<MetricsApi['next']>>) => void)[] = []
  let run = 0
  let fresh = false
  const tell = (news: typeof progress) => {
    progress = news
    fresh = waiting.length === 0
    for (const resolve of waiting.splice(0)) resolve(news)
  }
  return {
    hello: () => Promise.resolve({ version: 1 }),
    next: () =>
      new Promise((resolve) => {
        if (!fresh) {
          waiting = [...waiting, resolve]
          return
        }
        fresh = false
        resolve(progress)
      }),
    cancel() {
      run++
      return Promise.resolve()
    },
    async measure({ program, drawn, wasmPath }) {
      const mine = ++run
      const ops = loadOps()
      const queue = [...drawn]
      const check = () => {
        if (run !== mine) throw new Cancelled()
      }
      try {
        const started = await startBackend({ ops, ...(wasmPath === '' ? {} : { wasmPath }) }, 'wasm')
        if (!started.ok && !(await startBackend({ ops }, 'cpu')).ok)
          return fail({ code: 'no_backend', message: `Nothing here can measure: ${started.error}.` })
        const report = (what: string, fraction: number) => {
          check()
          tell({ what, fraction })
        }
        const work = { ops, store: context.store, report, check }
        const draw = () => Promise.resolve(queue.shift() ?? {})
        const data = dataFor(program, context.loadDataset, () =>
          tell({ what: 'Making real samples', fraction: 0 }),
        )
        return succeed(await measure(work, { program, draw, data }))
      } catch (error) {
        if (error instanceof Cancelled)
          return fail({ code: 'cancelled', message: 'Measuring was cancelled.' })
        const detail = error instanceof Error ? error.message : String(error)
        return fail({ code: 'not_measured', message: `This cannot be measured: ${detail}.` })
      } finally {
        if (run === mine) tell(null)
      }
    },
  }
}
