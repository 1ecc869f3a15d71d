// What a run is made with.
import type { Program } from '../compiler/program/program'
import type { GanvasDocument, Problem } from '../document/types'
import type { Result } from '../lib/result'
import type { BackendMemory } from './backendMemory'
import type { TrainerConnection } from './connection'
import type { MeterConnection } from './meterConnection'

/** What a run needs of the open document; `createDocumentStore` gives it. */
interface DocumentSource {
  getState: () => {
    document: GanvasDocument
    gesture: string | null
    apply: (next: GanvasDocument) => void
    takeRenamed: () => Record<string, string>
  }
  subscribe: (listener: (state: { document: GanvasDocument; gesture: string | null }) => void) => () => void
}

export interface RunOptions {
  /** Key of the checkpoints. */
  project: string
  documents: DocumentSource
  programOf(document: GanvasDocument): Result<Program, Problem[]>
  /** URL of the folder with the wasm binaries, ending in a slash. */
  wasmPath: string
  /** Starts a trainer; a worker by default. */
  connect?: () => TrainerConnection
  memory?: BackendMemory
  /** Starts what measures; a worker by default. */
  connectMeter?: () => MeterConnection
}
