// Types a kind by what it declares itself: its parameters, ports, outputs, weights, state and noise.
import type { OptimizerKind } from './optimizerTypes'
import type { Kind, NoiseSpec, Ports, StateSpec, TensorType, WeightSpec } from './types'

type None = Record<never, never>

/**
 * Types a kind and hands it over in the registry's common form. What `inputs`, `infer`, `weights`, `state` and `noise` name is
 * what `apply` and its neighbours find, optional where the declaration is; TypeScript reads from the top, so they stand before it.
 */
export function defineKind<
  Params,
  Inputs extends Ports,
  Outputs extends Record<string, TensorType>,
  Weights extends Record<string, WeightSpec | undefined> = None,
  State extends Record<string, StateSpec | undefined> = None,
  Noise extends Record<string, NoiseSpec> = None,
>(kind: Kind<Params, Inputs, Outputs, Weights, State, Noise>): Kind {
  return kind as unknown as Kind
}

/** Types an optimizer by its own params and slots and hands it over in the registry's common form. */
export function defineOptimizer<Params, Slot extends string>(
  kind: OptimizerKind<Params, Slot>,
): OptimizerKind {
  return kind as unknown as OptimizerKind
}
