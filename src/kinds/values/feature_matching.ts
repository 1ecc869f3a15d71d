// feature_matching: fakes should look like real samples to the discriminator on average.
import { z } from 'zod'
import { defineKind } from '../define'
import { inferDistance } from '../shared/pairs'

export const featureMatching = defineKind({
  title: 'Feature matching',
  group: 'Losses',
  order: 40,
  doc: 'Pays where the mean over the batch of a discriminator’s inner features differs between real samples and fakes: a goal that stands still longer than its verdict. DiscoGAN leans on it.',
  formula: 'mean over features of (mean over batch of real − mean over batch of fake)²',
  paper: 'arXiv:1606.03498',
  params: z.strictObject({}),
  inputs: {
    real: { doc: 'Features of real samples.' },
    fake: { doc: 'The same features of fakes.' },
  },
  infer: ({ inputs }) => inferDistance(inputs, ['real', 'fake']),
  apply(ops, { inputs: { real, fake } }) {
    const apart = ops.sub(ops.mean(real, 0), ops.mean(fake, 0))
    return { outputs: { out: ops.mean(ops.square(apart)) } }
  },
  expression: ({ inputs }) =>
    `tf.mean(tf.square(tf.sub(tf.mean(${inputs.real}, 0), tf.mean(${inputs.fake}, 0))))`,
  differentiable: 2,
})
