// downsample: a picture at a fraction of its size, each pixel the mean of an area.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  factor: z.int().min(2).max(64).default(4).describe('How many times smaller each side becomes.'),
})

export const downsample = defineKind({
  title: 'Downsample',
  group: 'Shape',
  order: 10,
  doc: 'Makes pictures smaller: every new pixel is the mean of a square of old ones. Super-resolution learns the way back.',
  formula: 'y = mean over factor × factor areas',
  params,
  inputs: { x: {} },
  infer({ inputs, params: { factor } }) {
    const checked = numbersIn(inputs, 3)
    if (!checked.ok) return checked
    const { shape, domain } = checked.value
    const [height = 1, width = 1, channels = 1] = shape
    if (height % factor !== 0 || width % factor !== 0)
      return fail(`x is ${height}×${width}, which cannot be divided by ${factor}`)
    return succeed({ out: { shape: [height / factor, width / factor, channels], domain } })
  },
  apply(ops, { inputs: { x }, params: { factor } }) {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape
    const rows = ops.mean(ops.reshape(x, [batch, height / factor, factor, width * channels]), 2)
    const cells = ops.reshape(rows, [batch, height / factor, width / factor, factor, channels])
    return { outputs: { out: ops.mean(cells, 3) } }
  },
  expression: ({ inputs, params: { factor } }) => `downsample(${inputs.x}, ${factor})`,
  functions: {
    downsample: `/** Pictures a fraction of their size, each pixel the mean of an area. */
function downsample(x: tf.Tensor, factor: number): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const rows = tf.mean(tf.reshape(x, [batch, height / factor, factor, width * channels]), 2)
  return tf.mean(tf.reshape(rows, [batch, height / factor, width / factor, factor, channels]), 3)
}`,
  },
  differentiable: 2,
  summary: ({ factor }) => `÷ ${factor}`,
})
