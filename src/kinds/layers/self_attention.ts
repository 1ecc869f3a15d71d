// self_attention: every place of a picture looks at every other.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { attend, attentionForm } from '../shared/attention'
import { kernelParams, kernelWeights } from '../shared/initializers'
import { numbersIn } from '../shared/inputs'
import { channelsOf } from '../shared/normalise'
import type { TensorType } from '../types'

const params = z.strictObject({
  reduction: z
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('The channels are divided by this where places are compared.'),
  init: kernelParams.init,
  sigma: kernelParams.sigma,
})
type Params = z.infer<typeof params>
/** Places that a picture may have: their table of pairs is squared. */
const mostPlaces = 4096

const innerOf = (x: TensorType, { reduction }: Params) => Math.max(1, Math.floor(channelsOf(x) / reduction))

export const selfAttention = defineKind({
  title: 'Self-attention',
  group: 'Basic',
  order: 40,
  doc: 'Lets every place of a picture look at every other and take from it, added with a gain that starts at 0: far parts come to agree, as in SAGAN.',
  formula: 'y = x + gain · softmax(x·query · (x·key)ᵀ) · x·value · result',
  paper: 'arXiv:1805.08318',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs, 3)
    if (!x.ok) return x
    const [height = 1, width = 1] = x.value.shape
    if (height * width > mostPlaces)
      return fail(
        `${height}×${width} places are too many to compare all with all; put it where the picture is 64×64 or smaller`,
      )
    return succeed({ out: { shape: x.value.shape, domain: 'features' } })
  },
  weights({ inputs, params }) {
    const [channels, inner] = [channelsOf(inputs.x), innerOf(inputs.x, params)]
    const matrix = (rows: number, outputs: number) => {
      const size = { shape: [rows, outputs], fanIn: rows, outputs }
      return kernelWeights({ ...params, bias: false }, size).kernel
    }
    const into = matrix(channels, inner)
    const gain = { shape: [1], init: { kind: 'zeros' } } as const
    return { query: into, key: into, value: into, result: matrix(inner, channels), gain }
  },
  apply: (ops, { inputs, weights }) => ({ outputs: { out: attend(ops, inputs.x, weights) } }),
  tfjs: ({ inputs, params }) => attentionForm(innerOf(inputs.x, params)),
  differentiable: 2,
  summary: (params) => `channels ÷ ${params.reduction}`,
})
