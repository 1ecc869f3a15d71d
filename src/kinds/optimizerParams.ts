// Parameters that optimizers share.
import { z } from 'zod'

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
