// layer_norm: every sample gets mean 0 and variance 1 by itself.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { channelsOf, normaliseGroups, normForm, normParams, normWeights } from '../shared/normalise'

const params = z.strictObject(normParams(true))

export const layerNorm = defineKind({
  title: 'Layer norm',
  group: 'Normalisation',
  order: 30,
  doc: 'Gives all numbers of a sample together mean 0 and variance 1: no sample sees another, so a WGAN-GP critic may use it where batch norm is forbidden.',
  formula: 'y = scale · (x − mean) / √(variance + ε) + offset, over all numbers of one sample',
  paper: 'arXiv:1607.06450',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  weights: ({ inputs, params }) => normWeights(params, channelsOf(inputs.x)),
  apply: (ops, { inputs, weights, params: { epsilon } }) => ({
    outputs: { out: normaliseGroups(ops, inputs.x, { weights, groups: 1, epsilon }) },
  }),
  tfjs: ({ params }) => normForm(params, 1),
  differentiable: 2,
})
