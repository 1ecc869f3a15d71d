// instance_norm: every channel of every picture gets mean 0 and variance 1 by itself.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { numbersIn, take } from '../shared/inputs'
import { channelsOf, normaliseGroups, normForm, normParams, normWeights } from '../shared/normalise'
import { defineKind } from '../types'

const params = z.strictObject(normParams(false))

export const instanceNorm = defineKind<z.infer<typeof params>>({
  title: 'Instance norm',
  group: 'Normalisation',
  doc: 'Gives each channel of each picture mean 0 and variance 1 by itself, which takes a picture’s contrast out: made for style transfer, and used by CycleGAN.',
  formula: 'y = (x − mean) / √(variance + ε), over the places of one picture’s channel',
  paper: 'arXiv:1607.08022',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs, 3)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  weights: ({ inputs, params }) => normWeights(params, channelsOf(take(inputs, 'x'))),
  apply(ops, { inputs, weights, params: { epsilon } }) {
    const x = take(inputs, 'x')
    return { outputs: { out: normaliseGroups(ops, x, { weights, groups: x.shape.at(-1) ?? 1, epsilon }) } }
  },
  tfjs: ({ inputs, params }) => normForm(params, channelsOf(take(inputs, 'x'))),
  differentiable: 2,
})
