// The cpu backend in 64 bits: differences of what it computes are exact where those of 32-bit numbers drown in rounding.
import type { Ops } from '../../kinds/types'

/**
 * Runs `compute` on the cpu backend, which must have been started, with every 32-bit array that it makes replaced by a 64-bit
 * one: tfjs keeps no other place for its numbers. Synchronous, so nothing else sees the replacement; afterwards the backend
 * is the one from before. Tensors made within are of no use outside.
 */
export function inDoubles<Result>(ops: Ops, compute: () => Result): Result {
  const { Float32Array: singles } = globalThis
  const { platform } = ops.env()
  const known = platform.isTypedArray.bind(platform)
  const backend = ops.getBackend()
  // Started backends are taken at once; the promise is for those that are not.
  void ops.setBackend('cpu')
  globalThis.Float32Array = Float64Array as unknown as typeof Float32Array
  // Asks Node what an array is, which no replacement deceives.
  platform.isTypedArray = (array): array is Float32Array => array instanceof Float64Array || known(array)
  try {
    return compute()
  } finally {
    globalThis.Float32Array = singles
    // The method of the class shows again.
    Reflect.deleteProperty(platform, 'isTypedArray')
    void ops.setBackend(backend)
  }
}
