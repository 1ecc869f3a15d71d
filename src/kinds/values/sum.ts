// sum: all numbers of a sample added up.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { take } from '../shared/inputs'
import { inferBatch } from '../shared/pairs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const sum = defineKind<z.infer<typeof params>>({
  title: 'Sum',
  group: 'Maths',
  doc: 'Adds up all numbers of a sample; a mean after it makes one number of the batch.',
  formula: 'y = Σ x over a sample',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const batch = inferBatch(inputs)
    return batch.ok ? succeed({ out: { shape: [1], domain: 'any' } }) : batch
  },
  apply(ops, { inputs }) {
    const x = take(inputs, 'x')
    return { outputs: { out: ops.sum(ops.reshape(x, [x.shape[0] ?? 1, -1]), 1, true) } }
  },
  expression({ inputs }) {
    const x = take(inputs, 'x')
    return `tf.sum(tf.reshape(${x}, [${x}.shape[0], -1]), 1, true)`
  },
  differentiable: 2,
})
