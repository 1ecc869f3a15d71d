// constant: the same number everywhere.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { showShape } from '../shared/inputs'
import { noiseShape } from '../shared/noise'

const params = z.strictObject({
  shape: noiseShape,
  value: z.number().min(-1e6).max(1e6).default(0).describe('The number that every place of the shape gets.'),
})

export const constant = defineKind({
  title: 'Constant',
  group: 'Maths',
  order: 50,
  doc: 'Gives every sample the same numbers in every step: a fixed style, or an input that is switched off.',
  formula: 'y = value',
  params,
  inputs: {},
  infer: ({ params: { shape } }) => succeed({ out: { shape, domain: 'any' } }),
  apply: (ops, { params: { shape, value }, batch }) => ({
    outputs: { out: ops.fill([batch, ...shape], value) },
  }),
  draw: ({ batch, params: { shape, value } }) => `tf.fill([${[batch, ...shape].join(', ')}], ${value})`,
  source: true,
  differentiable: 0,
  summary: ({ shape, value }) => `${value} · ${showShape(shape)}`,
})
