// history_pool: shows a discriminator older fakes beside new ones.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { constantSource, cut } from '../shared/cut'
import { inferBatch } from '../shared/pairs'
import { drawFromPool, fromPoolSource } from '../shared/pool'

const params = z.strictObject({
  size: z.int().min(1).max(1000).default(50).describe('How many samples the pool keeps.'),
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('How often a sample is exchanged for one from the pool, once that is full.'),
})

export const historyPool = defineKind({
  title: 'History pool',
  group: 'Regularisation',
  order: 30,
  doc: 'Keeps fakes of earlier steps and hands out one of them in place of every other new one, so that the discriminator does not forget: CycleGAN’s pool. Views see what comes in.',
  paper: 'arXiv:1703.10593',
  params,
  inputs: { x: { doc: 'New fakes.' } },
  infer({ inputs }) {
    const batch = inferBatch(inputs)
    return batch.ok ? succeed({ out: batch.value }) : batch
  },
  state: ({ inputs, params: { size } }) => ({
    pool: { shape: [size, ...inputs.x.shape], start: 0 },
    filled: { shape: [], start: 0 },
  }),
  noise: () => ({ pick: { shape: [2], distribution: 'uniform' } }),
  apply(ops, { inputs, state, noise, params: { share }, train }) {
    const x = cut(ops, inputs.x)
    if (!train) return { outputs: { out: x } }
    const { out, pool, filled } = drawFromPool(ops, {
      x,
      ...state,
      ...noise,
      share,
    })
    return { outputs: { out }, state: { pool, filled } }
  },
  expression({ inputs, noise, state, params: { share } }) {
    const args = [inputs.x, state.pool, state.filled, noise.pick, share]
    return `constant(fromPool(${args.join(', ')}))`
  },
  functions: { constant: constantSource, fromPool: fromPoolSource },
  differentiable: 0,
  summary: ({ size, share }) => `${size} kept · ${Math.round(share * 100)} %`,
})
