// Spectral norm of a kernel: what dense layers and convolutions share.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { cut } from './cut'
import type { Ops, StateSpec } from '../types'

/** The parameter of kinds whose kernel may be divided by its largest singular value. */
export const spectralParams = {
  spectral_norm: z
    .boolean()
    .default(false)
    .describe(
      'Divides the kernel by its largest singular value, so that the layer stretches nothing (Lipschitz constant 1): arXiv:1802.05957.',
    ),
}

/** The vector `u` of the power iteration, one number an output. */
export function spectralState(
  { spectral_norm }: { spectral_norm: boolean },
  outputs: number,
): { u?: StateSpec } {
  return spectral_norm ? { u: { shape: [outputs], start: 0, init: { kind: 'normal', sigma: 1 } } } : {}
}

/**
 * kernel / σ, where σ = vᵀ·K·u after one step of the power iteration (v ← K·u, u ← Kᵀ·v, both of length 1) with u and v as
 * constants to the gradient: as PyTorch's spectral_norm. K is the kernel as a matrix with one column an output; `outputs` is
 * the axis that counts them. Where the kind has no `u`, the kernel itself. Views iterate too, but keep nothing.
 */
export function spectralKernel(
  ops: Ops,
  {
    weights: { kernel },
    state: { u: start },
    outputs,
  }: { weights: { kernel: tf.Tensor }; state: { u?: tf.Tensor }; outputs: number },
): { kernel: tf.Tensor; state?: { u: tf.Tensor } } {
  if (start === undefined) return { kernel }
  const axes = kernel.shape.map((_, axis) => axis)
  const order = [...axes.filter((axis) => axis !== outputs), outputs]
  const columns = (of: tf.Tensor) =>
    ops.reshape(outputs === axes.length - 1 ? of : ops.transpose(of, order), [-1, start.size])
  const unit = (vector: tf.Tensor) =>
    ops.div(vector, ops.maximum(ops.sqrt(ops.sum(ops.square(vector))), 1e-12))
  const fixed = columns(cut(ops, kernel))
  const v = unit(ops.matMul(fixed, ops.reshape(start, [start.size, 1])))
  const u = unit(ops.matMul(fixed, v, true))
  const sigma = ops.sum(ops.mul(v, ops.matMul(columns(kernel), u)))
  return { kernel: ops.div(kernel, sigma), state: { u: ops.reshape(u, [start.size]) } }
}
