// What the rest says of backends: their names, how one was chosen, what it occupies.

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu'
export type BackendChoice = BackendName | 'auto'

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
