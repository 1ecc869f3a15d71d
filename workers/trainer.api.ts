// The types that cross between the page and the trainer, and nothing else. The page pulls: `next()` waits for news.
import type { Program } from '../src/compiler/program/program'
import type { DataSection } from '../src/document/types'
import type { Divergence } from '../src/engine/types'
import type { Plot } from '../src/kinds/views/types'
import type { FailureCode } from '../src/lib/codes'
import type { Failure } from '../src/lib/failure'
import type { Numbers } from '../src/lib/numbers'
import type { Result } from '../src/lib/result'
import type { BackendChoice, BackendName, BackendReport, MemoryUse } from '../src/tensors/types'
import type { DataPreview, ImportChoice, ImportedData, Palette, InspectedData } from './data.api'

export interface OpenRequest {
  /** Key of checkpoints: the project's id. */
  project: string
  program: Program
  backend: BackendChoice
  /** URL of the folder with the wasm binaries, ending in a slash. */
  wasmPath: string
  /** A remembered report for `auto`, so that the probe runs once per machine. */
  remembered?: BackendReport
  /** Backends that failed in this run: `auto` takes the best of the others. */
  without?: BackendName[]
}

export interface Opened {
  backend: BackendReport
  /** Round 0, or where the checkpoint stands that was loaded. */
  standing: Standing
  /** Weights that the checkpoint did not have (or had in another shape). */
  reinitialised: string[]
}

export interface Updated {
  kept: number
  /** Paths of weights that are new or changed their shape. */
  reinitialised: string[]
}

export type RunState = 'idle' | 'running' | 'paused' | 'finished' | 'failed'

export interface LossPoint {
  round: number
  /** Mean objective of each player since the last point. */
  losses: Record<string, number>
}

/** Tiles as one picture. */
export interface DrawnTiles {
  form: 'tiles'
  picture: ImageBitmap
  /** Tiles in a row, and rows. */
  columns: number
  rows: number
  /** What the tiles of one sample are, side by side: input, bicubic, ours, target. Empty: one tile a sample. */
  parts: string[]
  /** What stands under each sample; empty where nothing does. */
  captions: string[]
}

/** A view as it was after some round. Bitmaps and arrays are transferred. */
export interface ViewFrame {
  view: string
  round: number
  drawing: DrawnTiles | Plot
}

/** Why training stopped by itself. */
export interface Trouble {
  /**
   * After `device_lost`, `device_error` and `out_of_memory` nothing since the last checkpoint can be trusted, and the trainer
   * is of no more use: end it and start another. `stopped` is a bug.
   */
  code: Extract<FailureCode, 'diverged' | 'device_lost' | 'device_error' | 'out_of_memory' | 'stopped'>
  /** What happened, as a clause: `The GPU was lost`. */
  what: string
  divergence?: Divergence
}

/** How training stands. */
export interface Standing {
  state: RunState
  /** Why the state is `failed`; null where it is not. */
  trouble: Trouble | null
  round: number
  /** Where the present run stops. */
  until: number
  /** Training time so far, in seconds. */
  seconds: number
  roundsPerSecond: number
  memory: MemoryUse
  /** Round of the newest checkpoint that is safely written; null before the first. */
  savedRound: number | null
  /** Preparation that takes long: data being made or decoded, 0…1. */
  progress: { what: string; fraction: number } | null
}

/** How training stands, and what has happened since the last news. */
export interface News extends Standing {
  losses: LossPoint[]
  frames: ViewFrame[]
  /** Sentences for the user: weights re-initialised, checkpoint restored, … What `stays` is shown until it is dismissed. */
  messages: { level: 'info' | 'warning' | 'error'; text: string; stays?: true }[]
}

/** What to make of a trained game: values of one draw, where some of what they are made from is given. */
export interface UseRequest {
  /** The registers to read. */
  values: string[]
  /** Values that are not computed but given, by register; one sample stands for all. */
  given: Record<string, Numbers>
  /** How many samples. */
  count: number
  /** Decides every draw that is not given. */
  seed: number
  weights: 'average' | 'current'
}

export interface Used {
  round: number
  /** By register. */
  values: Record<string, Numbers>
}

/** What was drawn for measuring: values of the game, in the order in which the program's plan asks for them. */
export interface MetricSamples {
  round: number
  program: Program
  drawn: Record<string, Numbers>[]
}

export interface Hello {
  version: 1
  /** A Web Lock that the worker holds for as long as it lives; null where there are none. */
  alive: string | null
}

export interface TrainerApi {
  /** Answers at once; a page that gets no answer within its time-out knows that the worker did not load. */
  hello(): Promise<Hello>
  /** Loads the program and the newest checkpoint of the project, and chooses a backend. Any earlier program is dropped. */
  open(request: OpenRequest): Promise<Result<Opened, Failure>>
  /** Puts a changed program in place, also while training: every weight whose path and shape are unchanged is kept. */
  update(program: Program, renamed: Record<string, string>): Promise<Result<Updated, Failure>>
  /** Starts training and returns: until the planned rounds, or for `rounds` more rounds. */
  run(options: { rounds?: number }): Promise<Result<null, Failure>>
  /** Acknowledged at once; takes effect at the end of the current step; then a checkpoint is written. */
  pause(): Promise<Result<{ round: number }, Failure>>
  /** One update of one player, by hand. */
  step(player: string): Promise<Result<null, Failure>>
  /** Fresh weights from the document's seed, round 0; the checkpoints of the project are dropped. */
  reset(): Promise<Result<null, Failure>>
  /** Writes a checkpoint now. */
  save(): Promise<Result<{ round: number }, Failure>>
  /** Waits for news and returns all of it. */
  next(): Promise<News>
  /** Current weights (`critic/conv_1/kernel`), running statistics included, as a safetensors file. */
  weights(which: 'average' | 'current'): Promise<Result<ArrayBuffer, Failure>>
  /** Puts weights from a safetensors file in place. */
  loadWeights(file: ArrayBuffer): Promise<Result<Updated, Failure>>
  /** Understands files, by their content: nothing is stored yet. Archives are opened, folders come as paths. */
  inspectData(files: { name: string; bytes: ArrayBuffer }[]): Promise<Result<InspectedData, Failure>>
  /** Stores what was inspected last, or one of its two domains. */
  storeData(choice: ImportChoice): Promise<Result<ImportedData, Failure>>
  /** Evaluates values in inference mode, also while training goes on, between two steps. */
  use(request: UseRequest): Promise<Result<Used, Failure>>
  /** What one may draw with on pictures of this field. */
  paletteOf(section: DataSection, field: string): Promise<Result<Palette, Failure>>
  /** Decodes a picture, crops it to the shape's proportions and brings it to its size; where it is a label map, to its colours. */
  readPicture(
    file: { name: string; bytes: ArrayBuffer },
    target: { shape: readonly number[]; palette: Palette },
  ): Promise<Result<Numbers, Failure>>
  /** Draws what measuring needs from the weights as they are; training goes on meanwhile. */
  drawForMetrics(): Promise<Result<MetricSamples, Failure>>
  /** Keeps the checkpoint of what was drawn last, if that was in this round, as the best one. */
  keepBest(round: number): Promise<Result<null, Failure>>
  /** Puts the best checkpoint in place; training stops. */
  restoreBest(): Promise<Result<{ round: number }, Failure>>
  /** The first samples of a data section, as they will be trained on. */
  preview(section: DataSection, count: number): Promise<Result<DataPreview, Failure>>
}
