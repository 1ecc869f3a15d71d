// total_variation: how much neighbouring pixels differ.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

export const totalVariation = defineKind({
  title: 'Total variation',
  group: 'Losses',
  order: 110,
  doc: 'Pays where neighbouring pixels differ; a little of it takes speckles out of generated pictures.',
  formula: 'mean √((right − here)² + (below − here)² + 10⁻⁶)',
  paper: 'arXiv:1609.04802',
  params: z.strictObject({}),
  inputs: { x: {} },
  infer({ inputs }) {
    const checked = numbersIn(inputs, 3)
    if (!checked.ok) return checked
    const [height = 1, width = 1] = checked.value.shape
    if (height < 2 || width < 2) return fail('x is one pixel wide or high: it has no neighbours')
    return succeed({ out: { shape: [], domain: 'scalar' } })
  },
  apply(ops, { inputs: { x } }) {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape
    const from = (row: number, column: number) =>
      ops.slice(x, [0, row, column, 0], [batch, height - 1, width - 1, channels])
    const [right, below] = [ops.sub(from(0, 1), from(0, 0)), ops.sub(from(1, 0), from(0, 0))]
    const squares = ops.add(ops.square(right), ops.square(below))
    return { outputs: { out: ops.mean(ops.sqrt(ops.add(squares, 1e-6))) } }
  },
  expression: ({ inputs }) => `totalVariation(${inputs.x})`,
  functions: {
    totalVariation: `/** How much neighbouring pixels differ, on average. */
function totalVariation(x: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const from = (row: number, column: number) =>
    tf.slice(x, [0, row, column, 0], [batch, height - 1, width - 1, channels])
  const [right, below] = [tf.sub(from(0, 1), from(0, 0)), tf.sub(from(1, 0), from(0, 0))]
  return tf.mean(tf.sqrt(tf.add(tf.add(tf.square(right), tf.square(below)), 1e-6)))
}`,
  },
  differentiable: 2,
})
