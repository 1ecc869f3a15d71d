// What the activations without parameters share: shapes stay, and tf.layers has each by name.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import type { Domain } from '../../document/types'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { numbersIn } from './inputs'
import type { Kind, Ops } from '../types'

interface Activation extends Pick<
  Kind,
  'title' | 'order' | 'doc' | 'formula' | 'paper' | 'kinks' | 'sampled'
> {
  /** The function's name on `tf` and among the activations of tf.layers. */
  name: string
  /** What the result means, by the rank of a sample. */
  domain: (rank: number) => Domain
  compute: (ops: Ops, x: tf.Tensor) => tf.Tensor
  rectifier?: () => number
}

/** A kind that maps every number by itself and has no parameters. */
export function defineActivation({ name, domain, compute, ...about }: Activation): Kind {
  return defineKind({
    ...about,
    group: 'Activation',
    params: z.strictObject({}),
    inputs: { x: {} },
    infer({ inputs }) {
      const x = numbersIn(inputs)
      return x.ok ? succeed({ out: { shape: x.value.shape, domain: domain(x.value.shape.length) } }) : x
    },
    apply: (ops, { inputs }) => ({ outputs: { out: compute(ops, inputs.x) } }),
    tfjs: () => ({
      kind: 'stock',
      layers: [{ name: 'activation', config: { activation: name } }],
      weights: {},
    }),
    differentiable: 2,
  })
}
