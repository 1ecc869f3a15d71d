// batch_norm: every channel gets mean 0 and variance 1 over the batch, then a learned scale and offset.
import type * as tf from '@tensorflow/tfjs-core'
import type { z } from 'zod'
import { succeed } from '../../lib/result'
import { batchNormForm } from '../tfjs/batchNorm'
import { batchNormParams as params } from '../shared/batchNormParams'
import { numbersIn, take } from '../shared/inputs'
import { defineKind, type Initializer } from '../types'

export const batchNorm = defineKind<z.infer<typeof params>>({
  title: 'Batch norm',
  group: 'Normalisation',
  doc: 'Gives every channel mean 0 and variance 1 over the batch, then a learned scale and offset, which keeps deep GANs trainable.',
  formula: 'y = scale · (x − mean) / √(variance + ε) + offset',
  paper: 'arXiv:1502.03167',
  params,
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? succeed({ out: { shape: x.value.shape, domain: 'features' } }) : x
  },
  weights({ inputs, params: { init, sigma } }) {
    const shape = [take(inputs, 'x').shape.at(-1) ?? 1]
    const scale: Initializer = init === 'normal' ? { kind: 'normal', mean: 1, sigma } : { kind: init }
    return { scale: { shape, init: scale }, offset: { shape, init: { kind: 'zeros' } } }
  },
  state({ inputs, params }) {
    const shape = [take(inputs, 'x').shape.at(-1) ?? 1]
    return params.at_test === 'running' ? { mean: { shape, start: 0 }, variance: { shape, start: 1 } } : {}
  },
  apply(ops, { inputs, weights, state, params, train, rectifier }) {
    const x = take(inputs, 'x')
    const [scale, offset] = [take(weights, 'scale') as tf.Tensor1D, take(weights, 'offset') as tf.Tensor1D]
    if (!train && params.at_test === 'running') {
      const [mean, variance] = [take(state, 'mean') as tf.Tensor1D, take(state, 'variance') as tf.Tensor1D]
      return { outputs: { out: ops.batchNorm(x, mean, variance, offset, scale, params.epsilon) } }
    }
    const { y, mean, variance } = ops.batchNormTrain(x, scale, offset, params.epsilon, rectifier)
    if (params.at_test === 'batch') return { outputs: { out: y } }
    // As PyTorch: the batch is normalised by its biased variance, the running variance gathers the unbiased one.
    const count = x.size / mean.size
    const running = ops.followMoments({
      mean: take(state, 'mean'),
      variance: take(state, 'variance'),
      batchMean: mean,
      batchVariance: variance,
      momentum: params.momentum,
      correction: count / Math.max(count - 1, 1),
    })
    return { outputs: { out: y }, state: running }
  },
  fusesRectifier: true,
  tfjs: ({ params }) => batchNormForm(params),
  differentiable: 2,
})
