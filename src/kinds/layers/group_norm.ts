// group_norm: every group of channels of every sample gets mean 0 and variance 1 by itself.
import { z } from 'zod'
import { formatNumberOf } from '../../lib/format'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { channelsOf, normaliseGroups, normForm, normParams, normWeights } from '../shared/normalise'

const params = z.strictObject({
  groups: z.int().min(1).max(1024).default(8).describe('Number of groups; it must divide the channels.'),
  ...normParams(true),
})

export const groupNorm = defineKind({
  title: 'Group norm',
  group: 'Normalisation',
  order: 40,
  doc: 'Gives each group of channels of a sample mean 0 and variance 1: between layer norm (one group) and instance norm (a group for each channel), and good for small batches.',
  formula: 'y = scale · (x − mean) / √(variance + ε) + offset, over one group of channels of one sample',
  paper: 'arXiv:1803.08494',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { groups } }) {
    const x = numbersIn(inputs)
    if (!x.ok) return x
    const channels = channelsOf(x.value)
    if (channels % groups !== 0)
      return fail(
        `${channels} channels cannot be split into ${groups} equal groups: choose a number that divides them`,
      )
    return succeed({ out: { shape: x.value.shape, domain: 'features' } })
  },
  weights: ({ inputs, params }) => normWeights(params, channelsOf(inputs.x)),
  apply: (ops, { inputs, weights, params: { groups, epsilon } }) => ({
    outputs: { out: normaliseGroups(ops, inputs.x, { weights, groups, epsilon }) },
  }),
  tfjs: ({ params }) => normForm(params, params.groups),
  differentiable: 2,
  summary: (params) => formatNumberOf(params.groups, 'group'),
})
