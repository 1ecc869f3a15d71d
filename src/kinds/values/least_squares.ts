// least_squares: the loss of LSGAN, on unbounded scores.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferLoss, role, showRole } from '../shared/losses'

const params = z.strictObject({ role })

export const leastSquares = defineKind({
  title: 'Least squares',
  group: 'Losses',
  order: 20,
  doc: 'Pulls scores towards 1 for real and 0 for fake by their squared distance, so that fakes far from the border still learn.',
  formula: 'real and generator: ½(x − 1)², fake: ½x²; mean over the batch',
  paper: 'arXiv:1611.04076',
  params,
  inputs: { x: { domain: 'logit', doc: 'The discriminator’s scores, without a sigmoid.' } },
  infer: inferLoss,
  apply(ops, { inputs: { x }, params }) {
    const distance = params.role === 'fake' ? x : ops.sub(x, 1)
    return { outputs: { out: ops.mul(ops.mean(ops.square(distance)), 0.5) } }
  },
  expression({ inputs: { x }, params }) {
    return `tf.mul(tf.mean(tf.square(${params.role === 'fake' ? x : `tf.sub(${x}, 1)`})), 0.5)`
  },
  differentiable: 2,
  summary: ({ role }) => showRole(role),
})
