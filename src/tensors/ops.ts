// The operations that kinds compute with: tfjs-core's, repaired and sped up, and fused ones of our own.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../kinds/types'
import { defineBatchNormTrain } from './batchNorm'
import { defineAdam, defineFollow, defineFollowAverage } from './fused'
import { repairGradients } from './gradients/table'
import { defineStandardise } from './standardise'
import { installWasmConvolutions } from './wasm/convolutions'
import { installWasmDepthwise } from './wasm/depthwise'
import { installWasmFused } from './wasm/fused'
import { installWasmKernels } from './wasm/composed'
import { installWasmPooling } from './wasm/pooling'

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
    installWasmDepthwise(core)
    installWasmPooling(core)
    installWasmFused(core)
  }
  const fused = {
    batchNormTrain: defineBatchNormTrain(core),
    standardise: defineStandardise(core),
    adamStep: defineAdam(core),
    followMoments: defineFollow(core),
    followAverage: defineFollowAverage(core),
  }
  const ops: Ops = { ...core, ...fused, logSoftmax: logSoftmaxOf(core) }
  installed.set(engine, ops)
  return ops
}

/** Stock saves its output in a gradient of its own, and so has no second derivative without saying so. */
function logSoftmaxOf(core: typeof tf): typeof tf.logSoftmax {
  return <Kind extends tf.Tensor>(logits: Kind | tf.TensorLike, axis = -1): Kind => {
    const x = logits as Kind
    return core.sub(x, core.logSumExp(x, axis, true))
  }
}
