// bag_of_words: how often each word occurs, whatever the order.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'
import { countNames, namesIn, oneHotOf } from '../shared/oneHot'

const source = `class BagOfWords extends tf.layers.Layer {
  static className = 'BagOfWords'

  constructor(private readonly config: { names: number; name?: string }) {
    super({ name: config.name, dtype: 'int32' })
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] as number | null, this.config.names]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const words = tf.oneHot(tf.cast(x, 'int32'), this.config.names + 1)
      return tf.slice(tf.sum(tf.cast(words, 'float32'), 1), [0, 1])
    })
  }
}`

export const bagOfWords = defineKind({
  title: 'Bag of words',
  group: 'Basic',
  order: 30,
  doc: 'Counts how often each word occurs in a sentence, whatever the order; padding is dropped. Enough where a caption names properties.',
  formula: 'y[w] = number of tokens that are w',
  paper: 'https://doi.org/10.1080/00437956.1954.11659520',
  params: z.strictObject({}),
  inputs: { x: { domain: 'tokens', doc: 'A sentence.' } },
  infer({ inputs: { x } }) {
    if (x.domain !== 'tokens') return fail('x is no sentence: a bag of words counts tokens')
    const names = namesIn(x)
    return names.ok ? succeed({ out: { shape: [names.value], domain: 'features' } }) : names
  },
  apply(ops, { inputs, types }) {
    const names = countNames(types.x)
    return { outputs: { out: ops.sum(oneHotOf(ops, inputs.x, { names, padded: true }), 1) } }
  },
  tfjs: ({ inputs }) => ({
    kind: 'class',
    className: 'BagOfWords',
    source,
    config: { names: countNames(inputs.x) },
    weights: {},
  }),
  differentiable: 0,
})
