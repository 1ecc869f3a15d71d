// What an optimizer is: a kind that moves weights.
import type * as tf from '@tensorflow/tfjs-core'
import type { z } from 'zod'
import type { Ops } from './types'

/** An optimizer: `update` is called once a weight and step. All params but `rate` are plain numbers or switches. */
export interface OptimizerKind<Params = Record<string, unknown>, Slot extends string = string> {
  title: string
  doc: string
  formula?: string
  paper?: string
  /** Includes `rate`: a number here; documents may hold a curve, which the engine evaluates before `update`. */
  params: z.ZodType<Params>
  /** What a game's first player moves with: one optimizer of the registry says so. */
  usual?: true
  /** Names of the slots that each weight has; they have the weight's shape and start at 0. */
  slots: readonly Slot[]
  update(ops: Ops, args: OptimizerArgs<Params, Slot>): { weight: tf.Tensor; slots: Record<Slot, tf.Tensor> }
  /** The `tf.train` optimizer that computes the same, for exported files, or a readable class extending `tf.Optimizer`. */
  tfjs(
    params: Params,
  ): { kind: 'stock'; call: string } | { kind: 'class'; className: string; source: string; call: string }
}

export interface OptimizerArgs<Params, Slot extends string = string> {
  weight: tf.Tensor
  gradient: tf.Tensor
  slots: Record<Slot, tf.Tensor>
  rate: number
  /** How many updates this player has made, this one included: starts at 1. */
  count: number
  params: Params
  /**
   * A number that depends on the rate or the count, to compute with: a tensor where the engine repeats the step without calling
   * `update` again, and works the number out anew each time. Absent: `varying` takes the number as it is.
   */
  vary?: (of: (now: { rate: number; count: number }) => number) => tf.Tensor | number
}
