// Holds one operation's gradients against finite differences, as if it were a kind with one input x and one weight w.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { defineKind } from '../../kinds/define'
import type { Kinks, Ops } from '../../kinds/types'
import { checkGradients, fill, type GradientErrors } from './gradientCheck'

export interface Operation {
  compute: (x: tf.Tensor, w: tf.Tensor, ops: Ops) => tf.Tensor
  /** Shape of x without its batch. */
  shape: number[]
  weight: number[]
  /** Where x is kept away from. */
  kinks?: Kinks
  /** Tried on WebGPU too, which alone has a kernel for it. */
  onGpu?: true
}

/** The operation as a kind, and numbers for it. */
export function asKind(name: string, { compute, shape, weight, kinks = {} }: Operation) {
  const kind = defineKind({
    title: name,
    group: 'Maths',
    doc: 'Runs one operation.',
    params: z.strictObject({}),
    inputs: { x: {} },
    infer: ({ inputs }) => ({ ok: true, value: { out: inputs.x } }),
    weights: () => ({ w: { shape: weight, init: { kind: 'zeros' } } }),
    apply: (ops, { inputs, weights }) => ({ outputs: { out: compute(inputs.x, weights.w, ops) } }),
    differentiable: 2,
    kinks,
  })
  const one = { params: {}, inputs: { x: { shape, domain: 'any' as const } }, outputs: {} }
  return { kind, one, filled: fill(name, kind, one) }
}

/** Worst errors of both orders. */
export function checkOperation(ops: Ops, name: string, operation: Operation): Promise<GradientErrors> {
  const { kind, one, filled } = asKind(name, operation)
  return checkGradients(ops, kind, one, filled, true)
}
