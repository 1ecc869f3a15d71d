// Where the trainer keeps things: interfaces, so that only the worker's entry knows that it is IndexedDB.
import type { DataSection } from '../../src/document/types'
import type { Result } from '../../src/lib/result'

/** Checkpoints of training runs by project; failures are sentences. */
export interface CheckpointStore {
  /** The newest one, or null. */
  load(project: string): Promise<Result<{ round: number; bytes: ArrayBuffer } | null, string>>
  save(project: string, checkpoint: { round: number; bytes: ArrayBuffer }): Promise<Result<null, string>>
  /** The one that measured best, beside the newest ones; stores without it keep none. */
  saveBest?(project: string, checkpoint: { round: number; bytes: ArrayBuffer }): Promise<Result<null, string>>
  loadBest?(project: string): Promise<Result<{ round: number; bytes: ArrayBuffer } | null, string>>
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
