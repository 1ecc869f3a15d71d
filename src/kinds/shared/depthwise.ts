// What depthwise and separable convolutions share.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { windowParams } from './convolutions'
import { kernelParams, kernelWeights } from './initializers'
import type { Ops, WeightSpec } from '../types'
import type { TfjsForm } from '../tfjs/types'

/** Parameters of the window that every channel has by itself. */
export const depthwiseParams = {
  kernel: z
    .int()
    .min(1)
    .max(32)
    .default(3)
    .describe('Height and width of the window that slides over each channel.'),
  stride: z.int().min(1).max(16).default(1).describe('Pixels between one place of the window and the next.'),
  padding: windowParams.padding,
  multiplier: z.int().min(1).max(64).default(1).describe('How many windows each channel has.'),
  ...kernelParams,
}

type Params = z.infer<z.ZodObject<typeof depthwiseParams>>

/** The kernel [k, k, channels, multiplier]; the fan-in is one window, as in PyTorch's grouped convolution. */
export function depthwiseKernel(params: Params, channels: number): WeightSpec {
  const { kernel, multiplier } = params
  const shape = [kernel, kernel, channels, multiplier]
  return kernelWeights({ ...params, bias: false }, { shape, fanIn: kernel ** 2, outputs: 0 }).kernel
}

/** Convolves each channel by itself: channel c gives outputs c·multiplier and up. */
export function convolveDepthwise(ops: Ops, x: tf.Tensor, kernel: tf.Tensor, params: Params): tf.Tensor4D {
  const { stride, padding } = params
  return ops.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, padding)
}

/** The stock layer of that name, padded before where the padding is a number of pixels. */
export function depthwiseForm(
  name: string,
  params: Params,
  own: { config: Record<string, unknown>; names: string[]; starts: Record<string, string> },
): TfjsForm {
  const { kernel, stride, padding, multiplier, bias } = params
  const numeric = typeof padding === 'number'
  const sides = [padding, padding]
  const pad = { name: 'zeroPadding2d', config: { padding: [sides, sides] } }
  const config = {
    ...own.config,
    kernelSize: [kernel, kernel],
    strides: [stride, stride],
    padding: numeric ? 'valid' : padding,
    depthMultiplier: multiplier,
    useBias: bias,
  }
  const names = bias ? [...own.names, 'bias'] : own.names
  return {
    kind: 'stock',
    layers: [...(numeric ? [pad] : []), { name, config }],
    weights: Object.fromEntries(names.map((weight, at) => [weight, [numeric ? 1 : 0, at]])),
    starts: { ...own.starts, bias: 'biasInitializer' },
  }
}
