// Parts of tensors, copied run by run.
import type * as tf from '@tensorflow/tfjs-core'
import { addressOf, functionsOf, type WasmBackend } from './module'

/** The part of x of `size` from `begin` on; null for more axes than three counts and a run can hold. */
export function sliceTensor(
  backend: WasmBackend,
  x: tf.TensorInfo,
  { begin, size, bytes }: { begin: number[]; size: number[]; bytes: number },
): tf.TensorInfo | null {
  // Axes that are taken whole belong to one run with the axis before them.
  let outer = Math.max(size.length - 1, 0)
  let run = bytes * (size[outer] ?? 1)
  while (outer > 0 && size[outer] === x.shape[outer]) run *= size[--outer]!
  if (outer > 3) return null
  const steps: number[] = []
  let step = bytes
  for (let axis = size.length - 1; axis >= 0; axis--) {
    steps[axis] = step
    step *= x.shape[axis]!
  }
  const from = begin.reduce((at, first, axis) => at + first * steps[axis]!, addressOf(backend, x))
  const counts = size.slice(0, outer).flatMap((count, axis) => [count, steps[axis]!])
  const out = backend.makeOutput(size, x.dtype)
  const idle = Array.from({ length: 3 - outer }, () => [1, 0]).flat()
  functionsOf(backend).copyRuns!(addressOf(backend, out), from, ...idle, ...counts, run)
  return out
}
