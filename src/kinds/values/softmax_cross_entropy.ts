// softmax_cross_entropy: the loss of a classifier, on logits.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { showShape } from '../shared/inputs'
import { isNames } from '../shared/pairs'
import type { TensorType } from '../types'

const printed = `/** Minus the log-probability of the right class, which is a label or one-hot; mean over the batch. */
function softmaxCrossEntropy(logits: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const classes = logits.shape[logits.shape.length - 1] as number
  const right = target.dtype === 'int32' ? tf.cast(tf.oneHot(target, classes), 'float32') : target
  return tf.mean(tf.sub(tf.logSumExp(logits, -1), tf.sum(tf.mul(right, logits), -1)))
}`

export const softmaxCrossEntropy = defineKind({
  title: 'Softmax cross-entropy',
  group: 'Losses',
  order: 90,
  doc: 'Pays minus the logarithm of the probability that a classifier gave to the right class: AC-GAN’s label, InfoGAN’s category.',
  formula: 'log Σ exp(x) − x[right class]; mean over the batch',
  paper: 'arXiv:1610.09585',
  params: z.strictObject({}),
  inputs: {
    logits: { domain: 'logit', doc: 'One number a class, without a softmax.' },
    target: { doc: 'The right class, as a label or one-hot.' },
  },
  infer({ inputs: { logits, target } }) {
    const classes = logits.shape.at(-1)
    if (classes === undefined || isNames(logits.domain)) return fail('logits must hold one number a class')
    const names = isNames(target.domain)
    if ((target.classes ?? target.vocabulary ?? classes) > classes)
      return fail(`target has ${target.classes ?? target.vocabulary} classes, but logits only ${classes}`)
    const wanted = names ? logits.shape.slice(0, -1) : logits.shape
    if (wanted.join() === target.shape.join()) return succeed({ out: { shape: [], domain: 'scalar' } })
    return fail(
      `logits are ${showShape(logits.shape)}, so target must be ${showShape(wanted)}, but it is ${showShape(target.shape)}`,
    )
  },
  apply(ops, { inputs: { logits, target } }) {
    const classes = logits.shape.at(-1) ?? 1
    const right =
      target.dtype === 'int32' ? ops.cast(ops.oneHot(target as never, classes), 'float32') : target
    const sure = ops.sum(ops.mul(right, logits), -1)
    return { outputs: { out: ops.mean(ops.sub(ops.logSumExp(logits, -1), sure)) } }
  },
  expression: ({ inputs }) => `softmaxCrossEntropy(${inputs.logits}, ${inputs.target})`,
  functions: { softmaxCrossEntropy: printed },
  classification: { logits: 'logits', target: 'target' },
  differentiable: 2,
  example(_params, { integer, pick }) {
    const places = pick([[], [integer(1, 5), integer(1, 5)]])
    const classes = integer(2, 6)
    const logits: TensorType = { shape: [...places, classes], domain: 'logit' }
    return {
      logits,
      target: pick<TensorType>([
        { shape: places, domain: 'label', classes },
        { shape: logits.shape, domain: 'one_hot', classes },
      ]),
    }
  },
})
