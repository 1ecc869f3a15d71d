// embedding: each name has a learned vector.
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { embeddingForm } from '../tfjs/embedding'
import { countNames, namesIn, oneHotOf } from '../shared/oneHot'
import type { Initializer, TensorType } from '../types'

const params = z.strictObject({
  units: z.int().min(1).max(65_536).default(16).describe('Length of each vector.'),
  init: z
    .enum(['normal', 'fan_in_uniform', 'zeros', 'ones'])
    .default('normal')
    .describe(
      'How the vectors start: normal numbers of the given sigma, uniform within ±1/√names, zeros, or ones.',
    )
    .meta({ title: 'Start' }),
  sigma: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .describe('Standard deviation of the vectors at the start, where they start normal; 1 is PyTorch’s.'),
})

export const embedding = defineKind({
  title: 'Embedding',
  group: 'Basic',
  order: 20,
  doc: 'Looks up a learned vector for each class or word, so that names can enter a network: the condition of a conditional GAN. Padding gives zeros.',
  formula: 'y = vectors[x]',
  paper: 'arXiv:1411.1784',
  params,
  inputs: { x: { doc: 'Class labels, or tokens, which give a vector for each.' } },
  infer({ inputs: { x }, params: { units } }) {
    const names = namesIn(x)
    return names.ok ? succeed({ out: { shape: [...x.shape, units], domain: 'features' } }) : names
  },
  weights({ inputs, params: { units, init, sigma } }) {
    const names = countNames(inputs.x)
    const uniform: Initializer = { kind: 'fan_in_uniform', fanIn: names }
    const start =
      init === 'normal' ? { kind: init, sigma } : init === 'fan_in_uniform' ? uniform : { kind: init }
    return { vectors: { shape: [names, units], init: start } }
  },
  apply(ops, { inputs: { x }, weights: { vectors }, params: { units } }) {
    const names = vectors.shape[0] ?? 1
    // Labels come one a sample, tokens in a row.
    const rows = oneHotOf(ops, ops.reshape(x, [x.size]), { names, padded: x.rank > 1 })
    return { outputs: { out: ops.reshape(ops.matMul(rows, vectors), [...x.shape, units]) } }
  },
  tfjs({ inputs: { x }, params: { units } }) {
    return embeddingForm({ names: countNames(x), units, padded: x.domain === 'tokens' })
  },
  differentiable: 2,
  example: (_params, { integer, pick }) => ({
    x: pick<TensorType>([
      { shape: [], domain: 'label', classes: integer(2, 6) },
      { shape: [integer(1, 5)], domain: 'tokens', vocabulary: integer(2, 7) },
    ]),
  }),
  summary: (params) => formatNumberOf(params.units, 'unit'),
})
