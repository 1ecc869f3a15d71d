// The state of the run store: what is known of the run, and what a user can do with it.
import type { DataPreview, ImportChoice, ImportedData, InspectedData, Palette } from '../../workers/data.api'
import type { Used, UseRequest } from '../../workers/trainer.api'
import type { DataSection } from '../document/types'
import type { Failure } from '../lib/failure'
import type { Numbers } from '../lib/numbers'
import type { Result } from '../lib/result'
import type { BackendChoice } from '../tensors/types'
import type { RunFacts, RunMessage } from './runFacts'

export interface MetricActions {
  /** Measures the weights as they are; training goes on. */
  measure: () => Promise<void>
  cancelMeasuring: () => Promise<void>
  scheduleMeasuring: (every: number | null) => void
  chooseBestBy: (key: string | null) => void
  /** Puts the checkpoint that measured best in place. */
  restoreBest: () => Promise<void>
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

/** How the parts of the run read and write its state. */
export interface RunStoreAccess {
  get: () => RunState
  set: (facts: Partial<RunState>) => void
}
