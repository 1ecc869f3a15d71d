// Parameters that optimizers share.
import type { Tensor } from '@tensorflow/tfjs-core'
import { z } from 'zod'
import type { OptimizerArgs } from '../optimizerTypes'

/** The learning rate, which documents may also give as a curve. */
export function rateParam(usual: number) {
  return z
    .number()
    .min(0)
    .max(10)
    .default(usual)
    .describe('Learning rate: about how far a weight moves in one step.')
}

/** The small number that keeps a division finite. */
export function smallNumber(usual: number) {
  return z
    .number()
    .min(1e-12)
    .max(0.1)
    .default(usual)
    .describe('Added to the root, so that nothing is divided by 0.')
}

/** What an update computes of its rate and count, as a number or, where the engine asks for it, a tensor. */
export function varying(
  { vary, rate, count }: Pick<OptimizerArgs<unknown>, 'vary' | 'rate' | 'count'>,
  of: (now: { rate: number; count: number }) => number,
): Tensor | number {
  return vary === undefined ? of({ rate, count }) : vary(of)
}
