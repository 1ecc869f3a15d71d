// weighted_sum: two values added, each with a weight; −1 makes it a difference.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { take } from '../shared/inputs'
import { inferAlike, isNames } from '../shared/pairs'
import { defineKind } from '../types'

const weight = (port: string) =>
  z.number().min(-1e6).max(1e6).default(1).describe(`What ${port} is multiplied by.`)

const params = z.strictObject({ a: weight('a'), b: weight('b') })

export const weightedSum = defineKind<z.infer<typeof params>>({
  title: 'Weighted sum',
  group: 'Maths',
  doc: 'Adds two values, each times a weight; one of them may be a single number for the whole batch, as the mean score that a relativistic GAN subtracts.',
  formula: 'y = wₐ·a + w_b·b',
  params,
  inputs: { a: {}, b: {} },
  infer({ inputs }) {
    const [a, b] = [take(inputs, 'a'), take(inputs, 'b')]
    const single = b.domain === 'scalar' ? a : a.domain === 'scalar' ? b : null
    if (single && !isNames(single.domain)) return succeed({ out: single })
    const alike = inferAlike(inputs, ['a', 'b'])
    return alike.ok ? succeed({ out: alike.value }) : alike
  },
  apply: (ops, { inputs, params }) => ({
    outputs: {
      out: ops.add(ops.mul(take(inputs, 'a'), params.a), ops.mul(take(inputs, 'b'), params.b)),
    },
  }),
  expression: ({ inputs, params }) =>
    `tf.add(tf.mul(${take(inputs, 'a')}, ${params.a}), tf.mul(${take(inputs, 'b')}, ${params.b}))`,
  differentiable: 2,
  summary: ({ a, b }) => `${a}·a ${b < 0 ? '−' : '+'} ${Math.abs(b)}·b`,
})
