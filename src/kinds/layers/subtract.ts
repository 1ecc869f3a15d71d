// subtract: what one input has more than the other, number by number.
import { z } from 'zod'
import { defineKind } from '../define'
import { combined } from '../shared/combine'

const source = `class Subtract extends tf.layers.Layer {
  static className = 'Subtract'

  constructor(config: { name?: string }) {
    super({ name: config.name })
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return (inputShape as tf.Shape[])[0] as tf.Shape
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [a, b] = inputs as [tf.Tensor, tf.Tensor]
    return tf.sub(a, b)
  }
}`

export const subtract = defineKind({
  title: 'Subtract',
  group: 'Combine',
  order: 40,
  doc: 'Takes b from a number by number: what differs between two pictures, or between a picture and its blurred self.',
  formula: 'y = a − b',
  params: z.strictObject({}),
  inputs: { a: { doc: 'From this.' }, b: { doc: 'This is taken away.' } },
  infer: ({ inputs }) => combined(inputs, 'subtracted'),
  apply: (ops, { inputs }) => ({ outputs: { out: ops.sub(inputs.a, inputs.b) } }),
  tfjs: () => ({ kind: 'class', className: 'Subtract', source, config: {}, weights: {} }),
  differentiable: 2,
})
