// The parameter that both kinds of noise share.
import { z } from 'zod'

export const noiseShape = z
  .array(z.int().min(1).max(65_536))
  .min(1)
  .max(4)
  .default([64])
  .describe('Shape of one sample, without the batch.')
