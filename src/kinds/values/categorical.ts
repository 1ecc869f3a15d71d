// categorical: one of several classes, each as likely as another.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'

const params = z.strictObject({
  classes: z.int().min(2).max(1000).default(10).describe('How many classes there are.'),
})

export const categorical = defineKind({
  title: 'Random class',
  group: 'Noise',
  order: 30,
  doc: 'Draws a class for every sample, each as likely as another, as a label and as a one-hot vector: what to generate, or InfoGAN’s code.',
  formula: 'label ~ U{0 … K − 1}, one_hot = e(label)',
  paper: 'arXiv:1606.03657',
  params,
  inputs: {},
  infer: ({ params: { classes } }) =>
    succeed({
      label: { shape: [], domain: 'label', classes },
      one_hot: { shape: [classes], domain: 'one_hot', classes },
    }),
  apply(ops, { params: { classes }, batch, random }) {
    const drawn = ops.floor(ops.mul(random.uniform([batch]), classes))
    // Rounding could lift the largest draw to the number of classes.
    const label = ops.cast(ops.minimum(drawn, classes - 1), 'int32')
    return { outputs: { label, one_hot: ops.cast(ops.oneHot(label as never, classes), 'float32') } }
  },
  draw: ({ batch, params: { classes }, names }) => ({
    label: `tf.randomUniformInt([${batch}], 0, ${classes})`,
    one_hot: `tf.cast(tf.oneHot(${names.label}, ${classes}), 'float32')`,
  }),
  source: true,
  drawsCategories: true,
  differentiable: 0,
  summary: ({ classes }) => `${classes} classes`,
})
