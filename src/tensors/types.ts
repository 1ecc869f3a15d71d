// What the rest says of backends: their names, how one was chosen, what it occupies.
import type { backendChoices, backendNames } from '../lib/backends'

export type BackendName = keyof typeof backendNames
export type BackendChoice = (typeof backendChoices)[number]

/** What the timed probe and the gradient self-test found. */
export interface BackendReport {
  backend: BackendName
  /** One sentence: why this one. */
  reason: string
  /** Milliseconds that the whole probe took; 0 when it was remembered. */
  probeMilliseconds: number
  candidates: {
    backend: BackendName
    /** Milliseconds of the timed work; null where the backend did not start. */
    milliseconds: number | null
    /** Worst relative gradient error against the cpu. */
    gradientError: number | null
    note: string
  }[]
}

export interface MemoryUse {
  tensors: number
  /** Of the tensors. */
  bytes: number
  /** What the backend has taken of the machine, its free buffers included; null where it does not say. */
  taken: number | null
}
