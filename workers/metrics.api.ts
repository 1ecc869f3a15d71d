// The types that cross between the page and the worker that measures, and nothing else.
import type { Program } from '../src/compiler/program/program'
import type { Result } from '../src/lib/result'
import type { Failure } from '../src/lib/failure'
import type { Numbers } from '../src/lib/numbers'
import type { Figures } from '../src/metrics/types'

export interface MeasureRequest {
  program: Program
  /** What the trainer drew for it, in the order of the plan; arrays are transferred. */
  drawn: Record<string, Numbers>[]
  /** URL of the folder with the wasm binaries, ending in a slash. */
  wasmPath: string
}

export interface MetricsApi {
  /** Answers at once; a page that gets no answer within its time-out knows that the worker did not load. */
  hello(): Promise<{ version: 1 }>
  /** Measures what was drawn. What judges pictures is trained at the first time, and kept. */
  measure(request: MeasureRequest): Promise<Result<Figures, Failure>>
  /** Waits for progress and returns the newest: what is being done, 0…1. Null when nothing is measured any more. */
  next(): Promise<{ what: string; fraction: number } | null>
  /** Ends the measuring that goes on; its answer is the failure `cancelled`. */
  cancel(): Promise<void>
}
