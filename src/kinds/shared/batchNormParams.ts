// The parameters of batch norm.
import { z } from 'zod'

export const batchNormParams = z.strictObject({
  epsilon: z
    .number()
    .min(1e-8)
    .max(0.1)
    .default(1e-5)
    .describe('Added to the variance, so that nothing is divided by 0.'),
  momentum: z
    .number()
    .min(0)
    .max(0.9999)
    .default(0.9)
    .describe(
      'Share of the old value that running statistics keep at each update: 0.9 here is 0.1 in PyTorch.',
    ),
  at_test: z
    .enum(['running', 'batch'])
    .default('running')
    .describe(
      'What views use: the running statistics, or the statistics of the batch that is shown (as Pix2Pix does).',
    ),
  init: z
    .enum(['normal', 'ones', 'zeros'])
    .default('normal')
    .describe('How the scale starts; normal means around 1.'),
  sigma: z
    .number()
    .min(0)
    .max(1)
    .default(0.02)
    .describe('Standard deviation of the scale at the start, where normal.'),
})
