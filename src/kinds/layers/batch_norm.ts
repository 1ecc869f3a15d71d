// batch_norm: every channel gets mean 0 and variance 1 over the batch, then a learned scale and offset.
import type * as tf from '@tensorflow/tfjs-core'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { batchNormForm } from '../tfjs/batchNorm'
import { batchNormParams as params } from '../shared/batchNormParams'
import { numbersIn } from '../shared/inputs'
import type { Initializer } from '../types'

export const batchNorm = defineKind({
  title: 'Batch norm',
  group: 'Normalisation',
  order: 10,
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
    const shape = [inputs.x.shape.at(-1) ?? 1]
    const scale: Initializer = init === 'normal' ? { kind: 'normal', mean: 1, sigma } : { kind: init }
    return { scale: { shape, init: scale }, offset: { shape, init: { kind: 'zeros' } } }
  },
  state({ inputs, params }) {
    const shape = [inputs.x.shape.at(-1) ?? 1]
    return params.at_test === 'running' ? { mean: { shape, start: 0 }, variance: { shape, start: 1 } } : {}
  },
  apply(ops, { inputs: { x }, weights, state, params, train, rectifier }) {
    const [scale, offset] = [weights.scale as tf.Tensor1D, weights.offset as tf.Tensor1D]
    const running = state.mean && { mean: state.mean as tf.Tensor1D, variance: state.variance as tf.Tensor1D }
    if (!train && running) {
      const out = ops.batchNorm(x, running.mean, running.variance, offset, scale, params.epsilon)
      return { outputs: { out } }
    }
    const { y, mean, variance } = ops.batchNormTrain(x, scale, offset, params.epsilon, rectifier)
    if (!running) return { outputs: { out: y } }
    // As PyTorch: the batch is normalised by its biased variance, the running variance gathers the unbiased one.
    const count = x.size / mean.size
    const followed = ops.followMoments({
      ...running,
      batchMean: mean,
      batchVariance: variance,
      momentum: params.momentum,
      correction: count / Math.max(count - 1, 1),
    })
    return { outputs: { out: y }, state: followed }
  },
  fusesRectifier: true,
  tfjs: ({ params }) => batchNormForm(params),
  differentiable: 2,
  sampled: true,
})
