// sum: all numbers of a sample added up.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferBatch } from '../shared/pairs'

export const sum = defineKind({
  title: 'Sum',
  group: 'Maths',
  order: 60,
  doc: 'Adds up all numbers of a sample; a mean after it makes one number of the batch.',
  formula: 'y = Σ x over a sample',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer({ inputs }) {
    const batch = inferBatch(inputs)
    return batch.ok ? succeed({ out: { shape: [1], domain: 'any' } }) : batch
  },
  apply(ops, { inputs: { x } }) {
    return { outputs: { out: ops.sum(ops.reshape(x, [x.shape[0] ?? 1, -1]), 1, true) } }
  },
  expression({ inputs: { x } }) {
    return `tf.sum(tf.reshape(${x}, [${x}.shape[0], -1]), 1, true)`
  },
  differentiable: 2,
})
