// dropout: switches off a random share of the numbers while training.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  rate: z.number().min(0).max(0.99).default(0.3).describe('Share of the numbers that are switched off.'),
  at_test: z
    .enum(['off', 'on'])
    .default('off')
    .describe('Whether views drop too: off as usual, on where dropout is the only noise, as in Pix2Pix.'),
})

const source = `class LastingDropout extends tf.layers.Layer {
  static className = 'LastingDropout'

  constructor(private readonly config: { rate: number; name?: string }) {
    super({ name: config.name })
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
    return tf.dropout(x, this.config.rate)
  }
}`

export const dropout = defineKind({
  title: 'Dropout',
  group: 'Regularisation',
  order: 10,
  doc: 'Switches off a random share of the numbers in every step and scales up the rest, so that no unit is relied on alone.',
  formula: 'y = x · mask / (1 − rate)',
  paper: 'arXiv:1207.0580',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: x.value.domain } }) : x
  },
  apply(ops, { inputs: { x }, params: { rate, at_test }, train, random }) {
    if (rate === 0 || (!train && at_test === 'off')) return { outputs: { out: ops.clone(x) } }
    const kept = ops.greaterEqual(random.uniform(x.shape), rate)
    return { outputs: { out: ops.mul(x, ops.mul(ops.cast(kept, 'float32'), 1 / (1 - rate))) } }
  },
  tfjs: ({ params: { rate, at_test } }) =>
    at_test === 'on'
      ? { kind: 'class', className: 'LastingDropout', source, config: { rate }, weights: {} }
      : { kind: 'stock', layers: [{ name: 'dropout', config: { rate } }], weights: {} },
  differentiable: 2,
  silence: { rate: 0 },
  sampled: true,
  summary: (params) => `${params.rate}`,
})
