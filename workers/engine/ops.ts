// The operations that kinds compute with: tfjs-core's, repaired and sped up, and fused ones of our own.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../../src/kinds/types'
import { defineBatchNormTrain } from './batchNorm'
import { repairGradients } from './gradients'
import { installWasmConvolutions } from './wasmConvolutions'
import { installWasmKernels } from './wasmKernels'

const installed = new WeakMap<object, Ops>()

/**
 * Repairs `core` in place (gradients for every backend, kernels for wasm where its module is loaded) and returns its functions
 * with ours. Call it after the backends' modules are imported; calling it again returns the same operations.
 */
export function installOps(core: typeof tf): Ops {
  const engine = core.engine()
  const known = installed.get(engine)
  if (known) return known
  repairGradients(core)
  if (core.getKernelsForBackend('wasm').length > 0) {
    installWasmKernels(core)
    installWasmConvolutions(core)
  }
  const ops: Ops = { ...core, batchNormTrain: defineBatchNormTrain(core) }
  installed.set(engine, ops)
  return ops
}
