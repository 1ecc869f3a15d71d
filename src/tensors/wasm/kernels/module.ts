// Our WebAssembly kernels beside those of the tfjs backend: one memory, so that tensors are read and written in place.
import type * as tf from '@tensorflow/tfjs-core'
import { assembleModule } from './assembler'
import { channelFunctions } from './channels'
import { columnSumFunctions } from './columnSums'
import { elementwiseFunctions } from './elementwise'
import { packingFunctions } from './packing'
import { productFunctions } from './products'

/** What we use of tfjs-backend-wasm 4.22 beyond its kernels. */
export interface WasmBackend {
  wasm: {
    asm: { memory: WebAssembly.Memory }
    HEAPF32: Float32Array
    _malloc: (bytes: number) => number
    _free: (address: number) => void
  }
  dataIdMap: { get: (dataId: tf.DataId) => { memoryOffset: number } }
  makeOutput: (shape: number[], dtype: tf.DataType) => tf.TensorInfo
  disposeData: (dataId: tf.DataId) => boolean
}

export type WasmFunctions = Record<string, (...values: number[]) => void>

const functions = [
  ...packingFunctions,
  ...productFunctions,
  ...columnSumFunctions,
  ...elementwiseFunctions,
  ...channelFunctions,
]

const instances = new WeakMap<WasmBackend, WasmFunctions>()
let compiled: WebAssembly.Module | undefined

/** The functions, on the memory of that backend. */
export function functionsOf(backend: WasmBackend): WasmFunctions {
  const known = instances.get(backend)
  if (known) return known
  compiled ??= new WebAssembly.Module(assembleModule(functions))
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory: backend.wasm.asm.memory } })
  instances.set(backend, exports as WasmFunctions)
  return exports as WasmFunctions
}

/** Where a tensor's numbers begin, in bytes. */
export function addressOf(backend: WasmBackend, { dataId }: tf.TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset
}

/** Runs `work` with the addresses of so many spare bytes each, which are free again afterwards. */
export function withSpace<Value>(
  { wasm }: WasmBackend,
  sizes: readonly number[],
  work: (addresses: number[]) => Value,
): Value {
  const aligned = sizes.map((size) => 16 * Math.ceil(size / 16))
  const first = wasm._malloc(aligned.reduce((sum, size) => sum + size, 16)) >>> 0
  let next = 16 * Math.ceil(first / 16)
  try {
    return work(aligned.map((size) => (next += size) - size))
  } finally {
    wasm._free(first)
  }
}
