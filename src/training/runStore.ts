// The training run as the page sees it: what the worker reported, and the actions that a user has.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DataPreview, ImportChoice, ImportedData, Palette, InspectedData } from '../../workers/data.api'
import type { BackendChoice, BackendReport } from '../tensors/types'
import type { Divergence } from '../engine/types'
import type { Failure } from '../lib/failure'
import type { Numbers } from '../lib/numbers'
import type { LossPoint, News, Used, UseRequest, ViewFrame } from '../../workers/trainer.api'
import type { DataSection } from '../document/types'
import type { Result } from '../lib/result'
import { createActions } from './actions'
import { createMetrics, nothingMeasured, type MetricActions, type MetricFacts } from './metrics'
import { Run, type RunOptions } from './run'

/** Where the run stands. `starting` until the trainer has a program; `pausing` from the click until the step has ended. */
export type RunStatus = 'starting' | 'ready' | 'running' | 'pausing' | 'paused' | 'finished' | 'failed'

/** A sentence for the user; it stays until it is dismissed. */
interface RunMessage {
  id: number
  level: 'info' | 'warning' | 'error'
  text: string
  /** It is shown until it is dismissed. */
  stays?: true
}

/** What is known of the run. Plain data; a new object per field on every change. */
export interface RunFacts extends MetricFacts {
  status: RunStatus
  /** What the probe found; null until the worker has chosen. */
  backend: BackendReport | null
  /** What the user asked for: pinned per machine. */
  choice: BackendChoice
  round: number
  /** Where the present run stops. */
  until: number
  /** Training time so far. */
  seconds: number
  roundsPerSecond: number
  memory: News['memory']
  /** Round of the newest checkpoint that is safely written; null before the first. */
  savedRound: number | null
  progress: News['progress']
  /** At most 4,000 points, oldest first: thinned so that the curve keeps its extremes. */
  losses: LossPoint[]
  /** The newest frame of each view. */
  frames: Record<string, ViewFrame>
  /** At most 60 frames of each view, oldest first; the first and the newest are always among them. */
  history: Record<string, ViewFrame[]>
  messages: RunMessage[]
  /** Why the run failed; null otherwise. */
  failure: Failure | null
  /** Where the run diverged, if that is why it failed. */
  divergence: Divergence | null
  /** After a trainer that failed: what happened, and where it went on. Stays until it is dismissed. */
  recovery: string | null
  /** Paths of the weights that the last update, load or resume had to start afresh. */
  reinitialised: string[]
  /** Why Train cannot start, in one sentence; null where it can. */
  blocked: string | null
}

/** What a user can do. No action throws: what goes wrong arrives in `messages` or `failure`. */
export interface RunActions extends MetricActions {
  /** Starts or goes on, up to the document's planned rounds. */
  train: () => Promise<void>
  /** Takes effect at the end of the current step; a checkpoint is written. */
  pause: () => Promise<void>
  /** Trains `rounds` more rounds, beyond the plan if need be: the schedule holds its last values. */
  trainOn: (rounds: number) => Promise<void>
  oneRound: () => Promise<void>
  /** One update of one player. */
  oneStep: (player: string) => Promise<void>
  /** Fresh weights from the document's seed, round 0. */
  reset: () => Promise<void>
  /** Puts another seed into the document (one step of undo) and resets. */
  newSeed: () => Promise<void>
  /** Pins a backend on this machine, or lets the probe choose; the run goes on from where it stood. */
  chooseBackend: (choice: BackendChoice) => Promise<void>
  /** A safetensors file; null where there is none to save (a message says why). */
  saveWeights: (which: 'average' | 'current') => Promise<ArrayBuffer | null>
  /** Puts weights from a safetensors file in place. */
  loadWeights: (bytes: ArrayBuffer) => Promise<void>
  /** Understands files of data; nothing is stored yet. */
  inspectData: (files: File[]) => Promise<Result<InspectedData, Failure>>
  /** Stores what was inspected last; put the section that comes back into the document with `setData`. */
  storeData: (choice: ImportChoice) => Promise<Result<ImportedData, Failure>>
  /** Values of the game made from what is given, with the weights as they are. */
  use: (request: UseRequest) => Promise<Result<Used, Failure>>
  /** What one may draw with on pictures of a field. */
  paletteOf: (section: DataSection, field: string) => Promise<Result<Palette, Failure>>
  /** A file as a picture of this shape. */
  readPicture: (
    file: File,
    target: { shape: readonly number[]; palette: Palette },
  ) => Promise<Result<Numbers, Failure>>
  /** The first samples of a data section, as they will be trained on. */
  preview: (section: DataSection, count: number) => Promise<Result<DataPreview, Failure>>
  /** Adds a message. */
  tell: (level: RunMessage['level'], text: string) => void
  dismissMessage: (id: number) => void
  dismissRecovery: () => void
  /** After a failure: a new worker, which resumes from the newest checkpoint. */
  restart: () => Promise<void>
}

/** Lifetime of the run, for whoever opens and closes projects; components have no use for it. */
interface RunLifetime {
  /** Starts the worker and opens the project in it. Until then every action says that nothing is open. */
  start: () => Promise<void>
  /** Stops training after the current step, writes a checkpoint and ends the worker. */
  stop: () => Promise<void>
  /** Ends the worker at once, without a checkpoint: another tab has taken over. */
  abandon: (reason: string) => void
}

export type RunState = RunFacts & RunActions & { lifetime: RunLifetime }
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
    const lifetime: RunLifetime = {
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
