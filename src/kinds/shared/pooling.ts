// What maximum and average pooling share: everything but the number that a window gives.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { convolvedShape } from './convolutions'
import { numbersIn } from './inputs'
import type { Kind, Ops } from '../types'

const params = z.strictObject({
  window: z.int().min(2).max(32).default(2).describe('Height and width of the window.'),
  stride: z.int().min(1).max(16).default(2).describe('Pixels between one place of the window and the next.'),
  padding: z
    .enum(['valid', 'same'])
    .default('valid')
    .describe(
      'Whether windows stay inside (valid) or may reach over the edge (same); what lies outside does not count.',
    ),
})

interface Pooling extends Pick<Kind, 'title' | 'order' | 'doc' | 'formula' | 'paper' | 'kinks' | 'sampled'> {
  /** The layer's name on `tf.layers`. */
  layer: string
  compute: (ops: Ops, x: tf.Tensor4D, window: number, stride: number, padding: 'valid' | 'same') => tf.Tensor
}

/** A kind that gives one number for each window and channel. */
export function definePooling({ layer, compute, ...about }: Pooling): Kind {
  return defineKind({
    ...about,
    group: 'Convolution',
    params,
    inputs: { x: {} },
    infer({ inputs, params: { window, stride, padding } }) {
      const x = numbersIn(inputs, 3)
      if (!x.ok) return x
      const filters = x.value.shape[2] ?? 1
      const shape = convolvedShape(x.value.shape, { kernel: window, stride, padding, filters })
      return shape.ok ? succeed({ out: { shape: shape.value, domain: x.value.domain } }) : shape
    },
    apply(ops, { inputs, params: { window, stride, padding } }) {
      return { outputs: { out: compute(ops, inputs.x as tf.Tensor4D, window, stride, padding) } }
    },
    tfjs({ params: { window, stride, padding } }) {
      const config = { poolSize: [window, window], strides: [stride, stride], padding }
      return { kind: 'stock', layers: [{ name: layer, config }], weights: {} }
    },
    differentiable: 2,
    summary: ({ window, stride }) => `${window}×${window} · s${stride}`,
  })
}
