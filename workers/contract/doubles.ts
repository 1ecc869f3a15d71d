// The cpu backend in 64 bits: differences of what it computes are exact where those of 32-bit numbers drown in rounding.
import type { Ops } from '../../src/kinds/types'

/**
 * Runs `compute` on the cpu backend with every 32-bit array that it makes replaced by a 64-bit one: tfjs keeps no other place for
 * its numbers. Synchronous, so nothing else sees the replacement; afterwards the backend is the one from before. What
 * `compute` returns must be a plain number.
 */
export function inDoubles(ops: Ops, compute: () => number): number {
  const { Float32Array: singles } = globalThis
  const { platform } = ops.env()
  const { isTypedArray } = platform
  const backend = ops.getBackend()
  // Started backends are taken at once; the promise is for those that are not.
  void ops.setBackend('cpu')
  globalThis.Float32Array = Float64Array as unknown as typeof Float32Array
  // Asks Node what an array is, which no replacement deceives.
  platform.isTypedArray = (array): array is Float32Array =>
    array instanceof Float64Array || isTypedArray.call(platform, array)
  try {
    return ops.tidy(compute)
  } finally {
    globalThis.Float32Array = singles
    platform.isTypedArray = isTypedArray
    void ops.setBackend(backend)
  }
}
