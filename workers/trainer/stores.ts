// Where the trainer keeps things: interfaces, so that only the worker's entry knows that it is IndexedDB.
import type { DataSection } from '../../src/document/types'
import type { Result } from '../../src/lib/result'

interface Checkpoint {
  round: number
  bytes: ArrayBuffer
}

/** The newest checkpoint that is whole (null: none), and the rounds of newer ones that are not. */
export interface FoundCheckpoint {
  whole: Checkpoint | null
  damaged: number[]
}

/** Checkpoints of training runs by project; failures are sentences. */
export interface CheckpointStore {
  load(project: string): Promise<Result<FoundCheckpoint, string>>
  save(project: string, checkpoint: Checkpoint): Promise<Result<null, string>>
  /** The one that measured best, beside the newest ones; stores without it keep none. */
  saveBest?(project: string, checkpoint: Checkpoint): Promise<Result<null, string>>
  loadBest?(project: string): Promise<Result<FoundCheckpoint, string>>
  drop(project: string): Promise<Result<null, string>>
}

/** Imported data sets by the SHA-256 of their content; failures are sentences. */
export interface DatasetStore {
  load(id: string): Promise<Result<{ stored: unknown } | null, string>>
  save(
    id: string,
    dataset: { section: DataSection; summary: string; stored: unknown },
  ): Promise<Result<null, string>>
}
