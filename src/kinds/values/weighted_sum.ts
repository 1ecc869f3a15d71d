// weighted_sum: two values added, each with a weight; −1 makes it a difference.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferAlike, isNames } from '../shared/pairs'

const weight = (port: string) =>
  z.number().min(-1e6).max(1e6).default(1).describe(`What ${port} is multiplied by.`)

const params = z.strictObject({ a: weight('a'), b: weight('b') })

export const weightedSum = defineKind({
  title: 'Weighted sum',
  group: 'Maths',
  order: 70,
  doc: 'Adds two values, each times a weight; one of them may be a single number for the whole batch, as the mean score that a relativistic GAN subtracts.',
  formula: 'y = wₐ·a + w_b·b',
  params,
  inputs: { a: {}, b: {} },
  infer({ inputs }) {
    const { a, b } = inputs
    const single = b.domain === 'scalar' ? a : a.domain === 'scalar' ? b : null
    if (single && !isNames(single.domain)) return succeed({ out: single })
    const alike = inferAlike(inputs, ['a', 'b'])
    return alike.ok ? succeed({ out: alike.value }) : alike
  },
  apply: (ops, { inputs, params }) => ({
    outputs: {
      out: ops.add(ops.mul(inputs.a, params.a), ops.mul(inputs.b, params.b)),
    },
  }),
  expression: ({ inputs, params }) =>
    `tf.add(tf.mul(${inputs.a}, ${params.a}), tf.mul(${inputs.b}, ${params.b}))`,
  differentiable: 2,
  summary: ({ a, b }) => `${a}·a ${b < 0 ? '−' : '+'} ${Math.abs(b)}·b`,
})
