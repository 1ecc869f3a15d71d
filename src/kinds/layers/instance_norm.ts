// instance_norm: every channel of every picture gets mean 0 and variance 1 by itself.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'
import { channelsOf, normaliseGroups, normForm, normParams, normWeights } from '../shared/normalise'

const params = z.strictObject(normParams(false))

export const instanceNorm = defineKind({
  title: 'Instance norm',
  group: 'Normalisation',
  order: 20,
  doc: 'Gives each channel of each picture mean 0 and variance 1 by itself, which takes a picture’s contrast out: made for style transfer, and used by CycleGAN.',
  formula: 'y = (x − mean) / √(variance + ε), over the places of one picture’s channel',
  paper: 'arXiv:1607.08022',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs, 3)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  weights: ({ inputs, params }) => normWeights(params, channelsOf(inputs.x)),
  apply(ops, { inputs: { x }, weights, params: { epsilon } }) {
    return { outputs: { out: normaliseGroups(ops, x, { weights, groups: x.shape.at(-1) ?? 1, epsilon }) } }
  },
  tfjs: ({ inputs, params }) => normForm(params, channelsOf(inputs.x)),
  differentiable: 2,
  sampled: true,
})
