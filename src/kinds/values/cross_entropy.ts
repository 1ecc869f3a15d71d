// cross_entropy: the logistic loss of the first GANs, on logits.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferLoss, meanSoftplus, role, showRole } from '../shared/losses'

const params = z.strictObject({
  role,
  form: z
    .enum(['non_saturating', 'minimax'])
    .default('non_saturating')
    .describe(
      'The generator’s form: non-saturating −log D(fake), or the paper’s minimax log(1 − D(fake)); others have one form.',
    )
    .meta({ title: 'Generator’s form' }),
  smoothing: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe(
      'One-sided label smoothing: real samples count as 1 − smoothing real; 0.1 is usual, 0 is off. Role real only.',
    ),
})

export const crossEntropy = defineKind({
  title: 'Cross-entropy',
  group: 'Losses',
  order: 10,
  doc: 'The loss of the first GANs: the discriminator says how sure it is in logits, and pays minus the logarithm of being right.',
  formula:
    'real: softplus(−x), fake: softplus(x), generator: softplus(−x) or −softplus(x); mean over the batch',
  paper: 'arXiv:1406.2661',
  params,
  inputs: { x: { domain: 'logit', doc: 'The discriminator’s logits, without a sigmoid.' } },
  infer: inferLoss,
  apply(ops, { inputs: { x }, params: { role, form, smoothing } }) {
    if (role === 'fake') return { outputs: { out: meanSoftplus(ops, x, false) } }
    if (role === 'generator' && form === 'minimax')
      return { outputs: { out: ops.neg(meanSoftplus(ops, x, false)) } }
    const sure = meanSoftplus(ops, x, true)
    // (1 − s)·softplus(−x) + s·softplus(x) = softplus(−x) + s·x
    if (role === 'real' && smoothing > 0)
      return { outputs: { out: ops.add(sure, ops.mul(ops.mean(x), smoothing)) } }
    return { outputs: { out: sure } }
  },
  expression({ inputs: { x }, params: { role, form, smoothing } }) {
    if (role === 'fake') return `tf.mean(tf.softplus(${x}))`
    if (role === 'generator' && form === 'minimax') return `tf.neg(tf.mean(tf.softplus(${x})))`
    const sure = `tf.mean(tf.softplus(tf.neg(${x})))`
    return role === 'real' && smoothing > 0 ? `tf.add(${sure}, tf.mul(tf.mean(${x}), ${smoothing}))` : sure
  },
  differentiable: 2,
  sampled: true,
  summary: ({ role, smoothing }) =>
    showRole(role) + (role === 'real' && smoothing > 0 ? ` · smoothing ${smoothing}` : ''),
})
