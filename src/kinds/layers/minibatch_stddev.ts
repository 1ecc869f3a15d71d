// minibatch_stddev: one channel more, which tells the critic how much the samples of a batch differ.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  group: z
    .int()
    .min(2)
    .max(256)
    .default(4)
    .describe(
      'How many samples are compared with each other; the largest smaller number where it does not divide the batch.',
    ),
})

const source = `class MinibatchStddev extends tf.layers.Layer {
  static className = 'MinibatchStddev'

  constructor(private readonly config: { group: number; name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape.slice(0, -1), (inputShape[inputShape.length - 1] as number) + 1]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const batch = x.shape[0] as number
      let group = Math.min(this.config.group, batch)
      while (batch % group !== 0) group -= 1
      const parts = tf.reshape(x, [group, batch / group, -1])
      const variance = tf.mean(tf.square(tf.sub(parts, tf.mean(parts, 0, true))), 0)
      const spread = tf.mean(tf.sqrt(tf.add(variance, 1e-8)), 1, true)
      const ones = x.shape.map(() => 1)
      const column = tf.reshape(tf.tile(spread, [group, 1]), [batch, ...ones.slice(1)])
      return tf.concat([x, tf.tile(column, [1, ...x.shape.slice(1, -1), 1])], -1)
    })
  }
}`

export const minibatchStddev = defineKind({
  title: 'Minibatch stddev',
  group: 'Regularisation',
  order: 30,
  doc: 'Adds a channel that holds how much the samples of a group differ on average, so that a critic sees a generator that has collapsed.',
  formula: 'y = [x, mean over features of √(variance over the group + 10⁻⁸)]',
  paper: 'arXiv:1710.10196',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    if (!x.ok) return x
    const { shape } = x.value
    return succeed({ out: { shape: [...shape.slice(0, -1), (shape.at(-1) ?? 0) + 1], domain: 'features' } })
  },
  apply(ops, { inputs: { x }, params }) {
    const batch = x.shape[0] ?? 1
    let group = Math.min(params.group, batch)
    while (batch % group !== 0) group--
    // Sample i is compared with i + batch / group and so on, as in the paper's code.
    const parts = ops.reshape(x, [group, batch / group, x.size / batch])
    const variance = ops.mean(ops.square(ops.sub(parts, ops.mean(parts, 0, true))), 0)
    const spread = ops.mean(ops.sqrt(ops.add(variance, 1e-8)), 1)
    const places = [...x.shape.slice(1, -1), 1]
    const rows = ops.reshape(spread, [1, batch / group, ...places.map(() => 1)])
    const channel = ops.mul(rows, ops.ones([group, batch / group, ...places]))
    return { outputs: { out: ops.concat([x, ops.reshape(channel, [batch, ...places])], -1) } }
  },
  tfjs: ({ params: { group } }) => ({
    kind: 'class',
    className: 'MinibatchStddev',
    source,
    config: { group },
    weights: {},
  }),
  differentiable: 2,
  kinks: { equal: 'numbers' },
  summary: (params) => `groups of ${params.group}`,
})
