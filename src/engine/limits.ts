// What a player does to its gradients before its optimizer sees them: clipping by their common length, then weight decay.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { ProgramPlayer } from '../compiler/program/program'
import type { Model } from './model'
import { takeTensor } from './tensors'

/** Keeps the quotient finite where all gradients are 0, as PyTorch does. */
const epsilon = 1e-6

/** Both as in PyTorch: `clip_grad_norm_` over all that the player trains, then the optimizer's `weight_decay`. */
export function limitGradients(
  { ops, weights }: Pick<Model, 'ops' | 'weights'>,
  { weights: paths, clipGradients, weightDecay }: ProgramPlayer,
  gradients: readonly (Tensor | undefined)[],
): (Tensor | undefined)[] {
  if (!clipGradients && !weightDecay) return [...gradients]
  const present = gradients.filter((gradient) => gradient !== undefined)
  const factor = clipGradients && present.length > 0 ? shrink(ops, present, clipGradients) : null
  return gradients.map((gradient, index) => {
    if (gradient === undefined) return undefined
    const clipped = factor ? ops.mul(gradient, factor) : gradient
    if (!weightDecay) return clipped
    return ops.add(clipped, ops.mul(takeTensor(weights, paths[index] ?? ''), weightDecay))
  })
}

/** What shortens gradients to the length where they are longer, and 1 where they are not. Stays on the device. */
function shrink(ops: Model['ops'], gradients: readonly Tensor[], length: number): Tensor {
  const squares = gradients.map((gradient) => ops.sum(ops.square(gradient)))
  const norm = ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)))
  return ops.minimum(ops.div(length, ops.add(norm, epsilon)), 1)
}
