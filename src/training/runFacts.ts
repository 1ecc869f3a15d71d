// What is known of a run: plain data at the bottom of this room, which everything else in it may import.
import type { Figures } from '../metrics/types'
import type { LossPoint, News, ViewFrame } from '../../workers/trainer.api'
import type { Divergence } from '../engine/types'
import type { Failure } from '../lib/failure'
import type { BackendChoice, BackendReport } from '../tensors/types'

/** Figures of one moment of the run. */
export interface Measurement {
  round: number
  figures: Figures
}

/** What is known about how good the run is. */
export interface MetricFacts {
  /** Oldest first. */
  measurements: Measurement[]
  /** What is being done, 0…1; null where nothing is measured. */
  measuring: { what: string; fraction: number } | null
  /** Measures every so many rounds while training; null: on demand alone. */
  measureEvery: number | null
  /** The figure by which the best checkpoint is chosen. */
  bestBy: string | null
  /** The measurement whose checkpoint is kept. */
  best: Measurement | null
}

/** Where the run stands. `starting` until the trainer has a program; `pausing` from the click until the step has ended. */
export type RunStatus = 'starting' | 'ready' | 'running' | 'pausing' | 'paused' | 'finished' | 'failed'

/** A sentence for the user; it stays until it is dismissed. */
export interface RunMessage {
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
