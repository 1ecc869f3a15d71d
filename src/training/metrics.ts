// Measuring a run: on demand and every so many rounds, beside training, with the best checkpoint kept.
import { isBetterUpwards, tellingKeys } from '../metrics/registry'
import type { Figures, Measures } from '../metrics/types'
import { connectMeter, handOverDrawn, type MeterConnection } from './meterConnection'
import type { Run } from './run'
import type { Measurement, MetricFacts } from './runFacts'
import type { MetricActions, RunStoreAccess } from './runState'

export const nothingMeasured: MetricFacts = {
  measurements: [],
  measuring: null,
  measureEvery: null,
  bestBy: null,
  best: null,
}

const kept = 400
/** The figure that chooses the best checkpoint where the user has chosen none. */
export function usualBestBy(figures: Figures, known?: Measures): string | null {
  const numbers = Object.keys(figures).filter((key) => typeof figures[key] === 'number')
  return tellingKeys(known).find((key) => numbers.includes(key)) ?? numbers[0] ?? null
}

/** The actions, and `follow`, which measures on schedule. None of them throws. */
export function createMetrics(
  run: Run,
  access: RunStoreAccess,
  connect: () => MeterConnection = connectMeter,
): MetricActions & { follow: () => void; end: () => void } {
  const { get, set } = access
  let connection: MeterConnection | null = null
  let due = 0
  const end = () => {
    connection?.close()
    connection = null
    set({ measuring: null })
  }
  const measure = async () => {
    if (get().measuring !== null) return
    set({ measuring: { what: 'Drawing samples', fraction: 0 } })
    due = get().round + (get().measureEvery ?? Infinity)
    connection ??= connect()
    try {
      await measureOnce(run, access, connection)
    } catch (error) {
      run.tell('error', error instanceof Error ? error.message : String(error))
      end()
    }
    set({ measuring: null })
  }
  return {
    measure,
    end,
    cancelMeasuring: async () => {
      await connection?.api.cancel()
    },
    scheduleMeasuring: (every) => {
      due = get().round + (every ?? 0)
      set({ measureEvery: every })
    },
    chooseBestBy: (key) => set({ bestBy: key, best: null }),
    restoreBest: async () => {
      const restored = await run.ask((api) => api.restoreBest())
      if (!restored.ok) return run.tellFailure(restored.error)
      const { round } = restored.value
      set({ measurements: get().measurements.filter((measurement) => measurement.round <= round) })
      run.tell('info', `The weights of round ${round}, the best ones measured, are in place.`)
    },
    follow: () => {
      const { measureEvery, measuring, status, round } = get()
      if (measureEvery === null || measuring !== null || round < due) return
      if (status === 'running' || status === 'finished') void measure()
    },
  }
}

async function measureOnce(
  run: Run,
  { get, set }: RunStoreAccess,
  connection: MeterConnection,
): Promise<void> {
  await connection.ready
  const drawn = await run.ask((api) => api.drawForMetrics())
  if (!drawn.ok) return run.tellFailure(drawn.error)
  const { round } = drawn.value
  const request = { program: drawn.value.program, drawn: drawn.value.drawn, wasmPath: run.options.wasmPath }
  let over = false
  const watch = async () => {
    while (!over) {
      const progress = await Promise.race([connection.api.next(), connection.died])
      if (progress !== null && !over) set({ measuring: progress })
      if (progress === null) return
    }
  }
  watch().catch(() => undefined)
  const measured = await Promise.race([connection.api.measure(handOverDrawn(request)), connection.died])
  over = true
  if (!measured.ok) {
    if (measured.error.code !== 'cancelled') run.tellFailure(measured.error)
    return
  }
  const measurement = { round, figures: measured.value }
  const before = get().measurements.filter((other) => other.round < round)
  set({ measurements: [...before, measurement].slice(-kept) })
  await keepIfBest(run, { get, set }, measurement)
}

async function keepIfBest(run: Run, { get, set }: RunStoreAccess, measurement: Measurement): Promise<void> {
  const { bestBy, best } = get()
  const key = bestBy ?? usualBestBy(measurement.figures)
  const figure = key === null ? undefined : measurement.figures[key]
  if (key === null || typeof figure !== 'number') return
  const before = best?.figures[key]
  const better = typeof before !== 'number' || (isBetterUpwards(key) ? figure > before : figure < before)
  if (!better) return
  const saved = await run.ask((api) => api.keepBest(measurement.round))
  if (saved.ok) set({ best: measurement, bestBy: key })
}
