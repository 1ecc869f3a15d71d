// What a kind is: the contract between the vocabulary and everything that reads it (compiler, engine, inspector, exports).
import type * as tf from '@tensorflow/tfjs-core'
import type { z } from 'zod'
import type { DataSection, Domain } from '../document/types'
import type { Result } from '../lib/result'
import type { TfjsForm } from './tfjs/types'

/** Shape without the batch axis. A tensor of domain `scalar` has no batch axis at all: its shape is []. */
export interface TensorType {
  shape: readonly number[]
  domain: Domain
  /** For `label` and `one_hot`. */
  classes?: number | undefined
  /** For `tokens`. */
  vocabulary?: number | undefined
  /** For `tokens`: the words of ids 1 and up (0 is padding). For `label` and `one_hot`: the names of the classes. */
  words?: readonly string[] | undefined
}

/** How a weight starts. `normal` has mean 0 unless said; `fan_in_uniform` is ±1/√fanIn (PyTorch's default). */
export type Initializer =
  | { kind: 'normal'; sigma: number; mean?: number }
  | { kind: 'fan_in_uniform'; fanIn: number }
  | { kind: 'zeros' }
  | { kind: 'ones' }

export interface WeightSpec {
  shape: readonly number[]
  init: Initializer
}

/** Something that a layer remembers beside its weights, such as running statistics; starts filled with `start`. */
export interface StateSpec {
  shape: readonly number[]
  start: number
  /** In place of `start`, where it must not start alike everywhere: drawn from the seed, as weights are. */
  init?: Initializer
}

/**
 * tfjs-core's functional interface plus a few operations of ours. Kinds call nothing else: no chained tensor methods (they
 * type-check and are undefined on tfjs-core), no disposal (the engine's one tidy per step does it).
 */
export type Ops = typeof tf & FusedOps

export interface FusedOps {
  /**
   * Batch normalisation over all axes but the last, with the batch's own statistics; differentiable in x, scale and offset.
   * `mean` and `variance` (biased) are of shape [channels] and carry no gradient. With a `slope`, y has passed a rectifier: what is not
   * positive in it is multiplied by the slope.
   */
  batchNormTrain(
    x: tf.Tensor,
    scale: tf.Tensor1D,
    offset: tf.Tensor1D,
    epsilon: number,
    slope?: number,
  ): {
    y: tf.Tensor
    mean: tf.Tensor1D
    variance: tf.Tensor1D
  }
  /**
   * Gives each of `groups` equal groups of channels (the last axis) of each sample (the first) mean 0 and biased variance 1 over
   * all its places; of x's shape, differentiable.
   */
  standardise(x: tf.Tensor, groups: number, epsilon: number): tf.Tensor
  /**
   * One update by Adam; all are of the weight's shape. The weight, the mean and the square are given up: where a backend changes
   * them in place, they hold nothing afterwards. `rate` is the learning rate, and `epsilon` what is added to
   * the root, both with the corrections for the start folded in: numbers, or both scalar tensors (see `vary`). Not differentiable.
   */
  adamStep(
    call: Record<'weight' | 'gradient' | 'mean' | 'square', tf.Tensor> &
      Record<'beta_1' | 'beta_2', number> &
      Record<'rate' | 'epsilon', tf.Tensor | number>,
  ): Record<'weight' | 'mean' | 'square', tf.Tensor>
  /**
   * Running statistics after one more batch: momentum · old + (1 − momentum) · the batch's, whose variance is multiplied by
   * `correction`. Not differentiable.
   */
  followMoments(
    call: Record<'mean' | 'variance' | 'batchMean' | 'batchVariance', tf.Tensor> &
      Record<'momentum' | 'correction', number>,
  ): Record<'mean' | 'variance', tf.Tensor>
  /**
   * An average moved by `share` of the way to a value of its shape. The average is given up, as the weight is in `adamStep`. Not
   * differentiable.
   */
  followAverage(call: { average: tf.Tensor; value: tf.Tensor; share: number }): tf.Tensor
}

/** Draws that belong to one place in the program and one step: the same place in the same step draws the same numbers. */
export interface RandomOps {
  /** Standard normal numbers of the given full shape. */
  normal(shape: readonly number[]): tf.Tensor
  /** Uniform numbers in [0, 1) of the given full shape. */
  uniform(shape: readonly number[]): tf.Tensor
}

/** Numbers that a value draws beside its inputs, under a name: one tensor of [batch, ...shape] a step. */
export interface NoiseSpec {
  /** Without the batch axis. */
  shape: readonly number[]
  /** Standard normal, or uniform in [0, 1). */
  distribution: 'normal' | 'uniform'
}

export interface PortSpec {
  /** The domain that this port expects; another one gives a warning that teaches. Absent: anything. */
  domain?: Domain
  doc?: string
}

/** Ports by name, or `many`: any number of inputs under names of the user's choice. */
export type Ports = Record<string, PortSpec> | 'many'

/** One item under each name that a kind declares, optional where that is; under any name for `many` ports. */
export type Named<Declared, Item> = Declared extends 'many'
  ? Record<string, Item>
  : { [Name in keyof Declared]: Item }

export interface InferArgs<Params, Inputs = Ports> {
  /** Connected inputs only; the compiler reports missing ones before it calls `infer`. */
  inputs: Named<Inputs, TensorType>
  params: Params
  /** What a value may know of the document beside its inputs. Layers get an empty record. */
  data: Record<string, DataSection>
}

export interface ApplyArgs<
  Params,
  Inputs = Ports,
  Weights = Record<string, WeightSpec>,
  State = Record<string, StateSpec>,
  Noise = Record<string, NoiseSpec>,
> {
  inputs: Named<Inputs, tf.Tensor>
  /** What the inputs mean, for layers: a tensor of tokens does not show how many words there are. */
  types: Named<Inputs, TensorType>
  weights: Named<Weights, tf.Tensor>
  state: Named<State, tf.Tensor>
  params: Params
  /** True in steps, false in views. */
  train: boolean
  /** Where a kind `fusesRectifier`, and in training only: the slope of the activation that it applies to its output. */
  rectifier?: number | undefined
  batch: number
  random: RandomOps
  /** What `noise` declares, drawn. */
  noise: Named<Noise, tf.Tensor>
  /** Draws this step's samples of a data section, one tensor a field, all from the same samples. Values only. */
  draw: (data: string) => Record<string, tf.Tensor>
}

export interface ApplyResult<Outputs = Record<string, TensorType>, State = Record<string, StateSpec>> {
  /** By output name; a kind with one output calls it `out`. */
  outputs: Named<Outputs, tf.Tensor>
  /** The state's new values; absent: unchanged. */
  state?: Named<State, tf.Tensor>
}

/** Where kinds stand in the palette, in its order: what data flow through first. */
export const groups = [
  'Data',
  'Noise',
  'Basic',
  'Convolution',
  'Normalisation',
  'Activation',
  'Networks',
  'Losses',
  'Maths',
  'Shape',
  'Combine',
  'Regularisation',
] as const
export type Group = (typeof groups)[number]

/** Where a slope jumps: finite differences keep away from there. */
export interface Kinks {
  /** At these numbers of an input. */
  at?: readonly number[]
  /** Where two inputs are equal, or two numbers of one input. */
  equal?: 'inputs' | 'numbers'
}

/** Random choices for an example; both bounds are included. */
export interface Chance {
  integer: (low: number, high: number) => number
  pick: <Item>(items: readonly Item[]) => Item
}

/**
 * A layer (inside a network) or a value (in the game): one file each. `defineKind` infers the type parameters from what a kind
 * declares; everybody else reads this common form.
 */
export interface Kind<
  Params = Record<string, unknown>,
  Inputs extends Ports = Ports,
  Outputs = Record<string, TensorType>,
  Weights = Record<string, WeightSpec>,
  State = Record<string, StateSpec>,
  Noise = Record<string, NoiseSpec>,
> {
  title: string
  group: Group
  /** Where it stands in its group: smaller numbers first, kinds without one last. */
  order?: number
  /** One teaching sentence, shown in the inspector and in the reference page. */
  doc: string
  /** The formula, in plain text, where there is one. */
  formula?: string
  paper?: string
  /** A strict zod object: bounds, defaults and descriptions make the inspector's form and the JSON Schema. */
  params: z.ZodType<Params>
  inputs: Inputs
  /** The output types by name (`out` where there is one), or a sentence that says what is wrong in the user's terms. */
  infer(args: InferArgs<Params, Inputs>): Result<Outputs>
  weights?(args: InferArgs<Params, Inputs>): Weights
  state?(args: InferArgs<Params, Inputs>): State
  /**
   * Values only: what `apply` finds under `noise`. The engine draws it in the order of the names; in exported files it is part
   * of the batch, as data and noise are. A value that draws must do so here, not through `random`.
   */
  noise?(args: InferArgs<Params, Inputs>): Noise
  apply(ops: Ops, args: ApplyArgs<Params, Inputs, Weights, State, Noise>): ApplyResult<Outputs, State>
  /** Layers that only arrange the numbers of a sample anew: with which parameters in that shape; null where they cannot. */
  arrange?(shape: readonly number[]): Params | null
  /** An instruction of the program, which compiler and engine carry out themselves: its `apply` throws. */
  instruction?: true
  /** Activations that let positive numbers through and multiply all others by one slope, from 0 to 1: that slope. */
  rectifier?(params: Params): number
  /** Layers of one input and output only: `apply` itself applies such an activation to its output, where `rectifier` is given. */
  fusesRectifier?: true
  /** Layers only. */
  tfjs?(args: InferArgs<Params, Inputs>): TfjsForm
  /**
   * Values only: TypeScript of one expression over `tf` that computes the value in an exported file, where `inputs` are the
   * names of tensors, `noise` those of what `noise` declares and `state` those of variables with the state. Absent for sources (data, noise): those come with the batch.
   */
  expression?(args: {
    inputs: Named<Inputs, string>
    params: Params
    noise: Named<Noise, string>
    state: Named<State, string>
  }): string
  /** Functions that `expression` calls by name; an exported file prints each of them once. They use only `tf`. */
  functions?: Record<string, string>
  /**
   * Noise only: TypeScript of one expression over `tf` that draws it, where `batch` is the text of the batch size. Where there
   * are several outputs, one expression each, in order: a later one may use an earlier one by its name among `names`.
   */
  draw?(args: {
    batch: string
    params: Params
    names: Named<Outputs, string>
  }): string | Named<Outputs, string>
  /** Values that draw afresh each step, data and noise: their outputs are part of the batch of an exported file. */
  source?: true
  /** Values only: the outputs are samples of the data section that the parameter `data` names. */
  readsData?: true
  /** Values only: draws categories that stand for nothing by themselves; a game may hide them in its samples, as a code. */
  drawsCategories?: true
  /** Losses of classifiers: which input holds a number a class, and which one the right class. */
  classification?: { logits: string; target: string }
  /** Losses: the input and the parameters for the mean squared length of samples; of a gradient at the data, this is R1. */
  squaredLength?: { input: string; params: Params }
  /** How often one may differentiate through it. */
  differentiable: 0 | 1 | 2
  kinks?: Kinks
  /** Its state is a power iteration, a constant to the gradient: derivatives are those of the whole once it stands still. */
  settles?: true
  /** Layers that draw: the parameters with which they draw nothing, so that they can be compared with others. */
  silence?: Partial<Params>
  /** Inputs that fit such parameters, where hardly any vector or picture does: what the contract makes its cases of. */
  example?(params: Params, chance: Chance): Named<Inputs, TensorType>
  /** One of the few that the contract tries where all of them would take minutes: on WebGPU in software. */
  sampled?: true
  /** The two or three parameters that matter, as the card shows them: `64 filters · 4×4 · s2`. */
  summary?(params: Params): string
}
