// What losses on a discriminator's logits share: who is judged, and what a batch of logits comes to.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { fail, succeed, type Result } from '../../lib/result'
import type { Ops, TensorType } from '../types'

export const role = z
  .enum(['real', 'fake', 'generator'])
  .default('real')
  .describe(
    'Whose loss this is: the discriminator’s on real samples, the discriminator’s on fakes, or the generator’s on fakes.',
  )

export type Role = z.infer<typeof role>

/** Losses take any batch of numbers (a logit a sample, or a map of logits for patches) and give one number. */
export function inferLoss({ inputs }: { inputs: { x: TensorType } }): Result<{ out: TensorType }> {
  const { domain } = inputs.x
  if (domain === 'label' || domain === 'tokens') {
    return fail('x carries names, not numbers: a loss needs the logits of a discriminator')
  }
  return succeed({ out: { shape: [], domain: 'scalar' } })
}

/** The mean of softplus(x) or, for `negated`, of softplus(−x): −log of a probability, without overflow. */
export function meanSoftplus(ops: Ops, x: tf.Tensor, negated: boolean): tf.Tensor {
  return ops.mean(ops.softplus(negated ? ops.neg(x) : x))
}

/** The card's words for a role. */
export function showRole(role: Role): string {
  return role === 'generator' ? 'for the generator' : `on ${role}`
}
