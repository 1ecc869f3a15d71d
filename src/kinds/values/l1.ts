// l1: the mean absolute difference.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferDistance } from '../shared/pairs'

export const l1 = defineKind({
  title: 'L1 distance',
  group: 'Losses',
  order: 60,
  doc: 'Pays the mean absolute difference of two batches; it blurs less than squares do: Pix2Pix’s distance to the target, CycleGAN’s way back.',
  formula: 'mean |a − b|',
  paper: 'arXiv:1611.07004',
  params: z.strictObject({}),
  inputs: { a: {}, b: {} },
  infer: ({ inputs }) => inferDistance(inputs, ['a', 'b']),
  apply: (ops, { inputs }) => ({
    outputs: { out: ops.mean(ops.abs(ops.sub(inputs.a, inputs.b))) },
  }),
  expression: ({ inputs }) => `tf.mean(tf.abs(tf.sub(${inputs.a}, ${inputs.b})))`,
  differentiable: 2,
  kinks: { equal: 'inputs' },
})
