// hinge: pays only for scores on the wrong side of a margin.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferLoss, role, showRole } from '../shared/losses'

const params = z.strictObject({ role })

export const hinge = defineKind({
  title: 'Hinge',
  group: 'Losses',
  order: 30,
  doc: 'Asks for scores above 1 on real and below −1 on fake and no more, so that the discriminator does not run away.',
  formula: 'real: max(0, 1 − x), fake: max(0, 1 + x), generator: −x; mean over the batch',
  paper: 'arXiv:1705.02894',
  params,
  inputs: { x: { domain: 'logit', doc: 'The discriminator’s scores, without a sigmoid.' } },
  infer: inferLoss,
  apply(ops, { inputs: { x }, params }) {
    if (params.role === 'generator') return { outputs: { out: ops.neg(ops.mean(x)) } }
    const margin = params.role === 'real' ? ops.sub(1, x) : ops.add(1, x)
    return { outputs: { out: ops.mean(ops.relu(margin)) } }
  },
  expression({ inputs: { x }, params }) {
    if (params.role === 'generator') return `tf.neg(tf.mean(${x}))`
    return `tf.mean(tf.relu(tf.${params.role === 'real' ? 'sub' : 'add'}(1, ${x})))`
  },
  differentiable: 2,
  kinks: { at: [-1, 1] },
  summary: ({ role }) => showRole(role),
})
