// Clones on wasm that share their numbers instead of copying them, as on every other backend.
import type * as tf from '@tensorflow/tfjs-core'
import { replaceKernel } from './composed'

interface CountingBackend {
  incRef(dataId: tf.DataId): void
}

/**
 * tfjs-backend-wasm 4.22 copies in `Identity`, and the tape clones every tensor that a gradient will need: a tenth of the
 * time of a small round. Tensors are immutable and the backend counts references (its own `Reshape` relies on it).
 */
export function shareClones(core: typeof tf): void {
  replaceKernel(core, core.Identity, ({ inputs, backend }) => {
    const { dataId, shape, dtype } = inputs.x as tf.TensorInfo
    ;(backend as CountingBackend).incRef(dataId)
    return { dataId, shape, dtype }
  })
}
