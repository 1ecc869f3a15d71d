// What training occupies: tensors that are alive, and what the backend has taken of the machine for them.
import type { Ops } from '../kinds/types'
import type { MemoryUse } from './types'

interface Backend {
  /** WebGPU: what its pool has taken, free buffers included. */
  bufferManager?: { numBytesAllocated: number }
  /** WebAssembly: one memory that only grows. */
  wasm?: { HEAPU8: { length: number } }
}

/** Memory of everything on the current backend of `ops`. Cheap: nothing is read back. */
export function memoryUse(ops: Ops): MemoryUse {
  const { numTensors, numBytes, ...rest } = ops.memory()
  const backend = ops.backend() as Backend
  // WebGL says so itself.
  const textures = (rest as { numBytesInGPUAllocated?: number }).numBytesInGPUAllocated
  const taken = backend.bufferManager?.numBytesAllocated ?? backend.wasm?.HEAPU8.length ?? textures ?? null
  return { tensors: numTensors, bytes: numBytes, taken }
}
