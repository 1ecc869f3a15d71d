// The training run as the page sees it: what the worker reported, and the actions that a user has.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createActions } from './actions'
import { createMetrics, nothingMeasured } from './metrics'
import { Run } from './run'
import type { RunFacts } from './runFacts'
import type { RunOptions } from './runOptions'
import type { RunState } from './runState'

export type { RunState } from './runState'
export type RunStore = StoreApi<RunState>

const nothingKnown: RunFacts = {
  status: 'starting',
  backend: null,
  choice: 'auto',
  round: 0,
  until: 0,
  seconds: 0,
  roundsPerSecond: 0,
  memory: { tensors: 0, bytes: 0, taken: null },
  savedRound: null,
  progress: null,
  losses: [],
  frames: {},
  history: {},
  messages: [],
  failure: null,
  divergence: null,
  recovery: null,
  reinitialised: [],
  blocked: null,
  ...nothingMeasured,
}

/** Makes the run of one project. No worker is started before `lifetime.start()`. */
export function createRunStore(options: RunOptions): RunStore {
  let follow = () => undefined as void
  const store = createStore<RunState>((set, get) => {
    const run = new Run(options, { get, set })
    const {
      follow: measureOnSchedule,
      end,
      ...metrics
    } = createMetrics(run, { get, set }, options.connectMeter)
    follow = measureOnSchedule
    const lifetime: RunState['lifetime'] = {
      start: () => run.start(),
      stop: () => {
        end()
        return run.stop()
      },
      abandon: (reason) => {
        end()
        run.abandon(reason)
      },
    }
    return { ...nothingKnown, ...createActions(run, { get, set }), ...metrics, lifetime }
  })
  store.subscribe((state, before) => {
    if (state.round !== before.round) follow()
  })
  return store
}
