// norm_distance: how far the lengths of vectors are from the length that they should have.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { inferBatch } from '../shared/pairs'

const params = z.strictObject({
  length: z.number().min(0).max(1000).default(1).describe('The length that every sample should have.'),
  one_sided: z
    .boolean()
    .default(false)
    .describe('Whether only samples that are too long pay.')
    .meta({ title: 'Only above' }),
})

export const normDistance = defineKind({
  title: 'Length penalty',
  group: 'Losses',
  order: 80,
  doc: 'Pays when a sample’s length, over all of its numbers, is not the given one. Of a gradient this is a penalty: length 1 for WGAN-GP and DRAGAN, length 0 for R1 (weigh it with γ/2).',
  formula: '(‖x‖₂ − c)², ‖x‖₂ = √(Σ x² + 10⁻¹²); mean over the batch',
  paper: 'arXiv:1704.00028',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const batch = inferBatch(inputs)
    return batch.ok ? succeed({ out: { shape: [], domain: 'scalar' } }) : batch
  },
  apply(ops, { inputs: { x }, params: { length, one_sided } }) {
    const squares = ops.sum(ops.square(ops.reshape(x, [x.shape[0] ?? 1, -1])), 1)
    if (length === 0) return { outputs: { out: ops.mean(squares) } }
    const excess = ops.sub(ops.sqrt(ops.add(squares, 1e-12)), length)
    return { outputs: { out: ops.mean(ops.square(one_sided ? ops.relu(excess) : excess)) } }
  },
  expression({ inputs, params: { length, one_sided } }) {
    const squares = `squaredLengths(${inputs.x})`
    if (length === 0) return `tf.mean(${squares})`
    const excess = `tf.sub(tf.sqrt(tf.add(${squares}, 1e-12)), ${length})`
    return `tf.mean(tf.square(${one_sided ? `tf.relu(${excess})` : excess}))`
  },
  functions: {
    squaredLengths: `/** The squared length of every sample. */
function squaredLengths(x: tf.Tensor): tf.Tensor {
  return tf.sum(tf.square(tf.reshape(x, [x.shape[0], -1])), 1)
}`,
  },
  squaredLength: { input: 'x', params: { length: 0, one_sided: false } },
  differentiable: 2,
  sampled: true,
  summary: ({ length, one_sided }) => `${one_sided ? 'at most ' : ''}${length}`,
})
