// mix: a random point between two samples.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferAlike } from '../shared/pairs'

export const mix = defineKind({
  title: 'Random mix',
  group: 'Combine',
  order: 10,
  doc: 'Picks for every sample a random point on the line between a and b: where WGAN-GP asks the critic to rise with slope 1.',
  formula: 'y = u·a + (1 − u)·b, u ~ U(0, 1) a sample',
  paper: 'arXiv:1704.00028',
  params: z.strictObject({}),
  inputs: { a: {}, b: {} },
  infer({ inputs }) {
    const alike = inferAlike(inputs, ['a', 'b'])
    return alike.ok ? succeed({ out: alike.value }) : alike
  },
  noise: ({ inputs }) => ({ u: { shape: inputs.a.shape.map(() => 1), distribution: 'uniform' } }),
  apply(ops, { inputs: { a, b }, noise: { u } }) {
    return { outputs: { out: ops.add(b, ops.mul(u, ops.sub(a, b))) } }
  },
  expression: ({ inputs: { a, b }, noise: { u } }) => `tf.add(${b}, tf.mul(${u}, tf.sub(${a}, ${b})))`,
  differentiable: 2,
  sampled: true,
})
