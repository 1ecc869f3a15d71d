// Where operations are flat: what such an input does to a value has no slope, so no gradient goes back through it.
import { fusedKernels } from '../fused'

/** Operations that are flat in all their inputs, but for jumps. */
export const flatOperations: Record<string, readonly string[]> = {
  ...among(['Step', 'Sign', 'Floor', 'Ceil', 'Round', 'ZerosLike', 'OnesLike'], ['x']),
  ...among(['LogicalNot', 'ArgMax', 'ArgMin'], ['x']),
  ...among(['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual'], ['a', 'b']),
  ...among(['LogicalAnd', 'LogicalOr'], ['a', 'b']),
  OneHot: ['indices'],
}

/** Inputs that only choose among others. */
const choices: Record<string, readonly string[]> = {
  [fusedKernels.rectify]: ['x'],
  Select: ['condition'],
  GatherV2: ['indices'],
  MaxPoolGrad: ['input', 'output'],
  AvgPoolGrad: ['input'],
}

/** True where a small change of the input changes nothing. */
export function isFlatIn(kernelName: string, input: string): boolean {
  return (flatOperations[kernelName] ?? choices[kernelName])?.includes(input) ?? false
}

function among(names: readonly string[], inputs: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, inputs]))
}
