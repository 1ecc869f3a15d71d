// What the norms share that look at one sample alone: groups of channels get mean 0 and variance 1, then a scale and an offset.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import type { Initializer, Ops, TensorType, WeightSpec } from '../types'
import type { TfjsForm } from '../tfjs/types'

/** Parameters of such norms; `affine` adds a learned scale and offset to each channel. */
export function normParams(affine: boolean) {
  return {
    epsilon: z
      .number()
      .min(1e-8)
      .max(0.1)
      .default(1e-5)
      .describe('Added to the variance, so that nothing is divided by 0.'),
    affine: z
      .boolean()
      .default(affine)
      .describe('Adds a learned scale and a learned offset to each channel.')
      .meta({ title: 'Scale and offset' }),
    init: z
      .enum(['normal', 'ones', 'zeros'])
      .default('ones')
      .describe('How the scale starts; normal means around 1.'),
    sigma: z
      .number()
      .min(0)
      .max(1)
      .default(0.02)
      .describe('Standard deviation of the scale at the start, where normal.'),
  }
}

interface NormParams {
  epsilon: number
  affine: boolean
  init: 'normal' | 'ones' | 'zeros'
  sigma: number
}

/** Channels of a type: its last side. */
export function channelsOf(type: TensorType): number {
  return type.shape.at(-1) ?? 1
}

/** Scale and offset by channel, where there are some. */
export function normWeights(
  { affine, init, sigma }: NormParams,
  channels: number,
): { scale?: WeightSpec; offset?: WeightSpec } {
  if (!affine) return {}
  const scale: Initializer = init === 'normal' ? { kind: 'normal', mean: 1, sigma } : { kind: init }
  return {
    scale: { shape: [channels], init: scale },
    offset: { shape: [channels], init: { kind: 'zeros' } },
  }
}

/** Normalises each of `groups` equal groups of channels of each sample over all its places. */
export function normaliseGroups(
  ops: Ops,
  x: tf.Tensor,
  call: { weights: { scale?: tf.Tensor; offset?: tf.Tensor }; groups: number; epsilon: number },
): tf.Tensor {
  const { scale, offset } = call.weights
  const y = ops.standardise(x, call.groups, call.epsilon)
  return scale && offset ? ops.add(ops.mul(y, scale), offset) : y
}

/** The class that exported files use for all of them. */
export function normForm({ epsilon, affine }: NormParams, groups: number): TfjsForm {
  const config = { groups, epsilon, affine }
  const base = { kind: 'class', className: 'GroupNorm', source, config } as const
  if (!affine) return { ...base, weights: {} }
  return {
    ...base,
    weights: { scale: [0, 0], offset: [0, 1] },
    starts: { scale: 'gammaInitializer', offset: 'betaInitializer' },
  }
}

const source = `class GroupNorm extends tf.layers.Layer {
  static className = 'GroupNorm'
  private scale: tf.LayerVariable | null = null
  private offset: tf.LayerVariable | null = null

  constructor(
    private readonly config: {
      groups: number
      epsilon: number
      affine: boolean
      name?: string
      gammaInitializer?: ReturnType<typeof tf.initializers.ones>
      betaInitializer?: ReturnType<typeof tf.initializers.zeros>
    },
  ) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const channels = [inputShape[inputShape.length - 1] as number]
    const { affine, gammaInitializer, betaInitializer } = this.config
    if (affine) {
      this.scale = this.addWeight('scale', channels, 'float32', gammaInitializer ?? tf.initializers.ones())
      this.offset = this.addWeight('offset', channels, 'float32', betaInitializer ?? tf.initializers.zeros())
    }
    this.built = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      const { groups, epsilon } = this.config
      const channels = x.shape[x.rank - 1] as number
      const parts = tf.reshape(x, [x.shape[0] as number, -1, groups, channels / groups])
      const centred = tf.sub(parts, tf.mean(parts, [1, 3], true))
      const variance = tf.mean(tf.square(centred), [1, 3], true)
      const y = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), x.shape)
      return this.scale && this.offset ? tf.add(tf.mul(y, this.scale.read()), this.offset.read()) : y
    })
  }
}`
