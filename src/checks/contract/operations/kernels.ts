// What the other lists leave out: second inputs as first ones, kernels that gradients run, and operations without slope.
import * as tf from '@tensorflow/tfjs-core'
import { rectify } from '../../../tensors/fused'
import { batch } from '../gradientCheck'
import type { Operation } from '../operationCheck'

const vector = { shape: [5], weight: [5] }
const picture = { shape: [5, 5, 2], weight: [batch, 5, 5, 2] }
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.5)
const run = (name: string, inputs: tf.NamedTensorMap, settings: object): tf.Tensor =>
  tf.engine().runKernel(name, inputs, settings as tf.NamedAttrMap)

const convolution = { strides: 2, pad: 'same', dataFormat: 'NHWC' }
const pooling = { filterSize: 3, strides: 2, pad: 'same' }

/** The second input of an operation in the place of the first, so that it too is differentiated twice. */
const turned: Record<string, Operation> = {
  'cos, turned': { ...vector, compute: (x, w) => tf.mul(tf.cos(x), w) },
  'expm1, turned': { ...vector, compute: (x, w) => tf.mul(tf.expm1(x), w) },
  'pow, turned': { ...vector, compute: (x, w) => tf.pow(positive(w), x) },
  'squared difference, turned': { ...vector, compute: (x, w) => tf.squaredDifference(tf.mul(w, 2), x) },
  'prelu, turned': { shape: [5], weight: [batch, 5], compute: (x, w) => tf.prelu(w, tf.mul(x, x)) },
  'maximum, both ways': {
    ...vector,
    compute: (x, w) => tf.maximum(tf.sub(-4, tf.square(x)), tf.maximum(tf.mul(x, w), tf.mul(x, positive(w)))),
  },
  'sigmoid, turned': { ...vector, compute: (x, w) => tf.mul(tf.sigmoid(x), w) },
  'matMul, turned': { shape: [5], weight: [3, batch], compute: (x, w) => tf.matMul(w, x) },
  'convolution, turned': {
    shape: [3, 2, 3],
    weight: [2, 7, 6, 2],
    compute: (x, w) => tf.conv2d(w as tf.Tensor4D, x as tf.Tensor4D, 2, 'same'),
  },
  'depthwise, turned': {
    shape: [3, 2, 2],
    weight: [2, 7, 6, 2],
    compute: (x, w) => tf.depthwiseConv2d(w as tf.Tensor4D, x as tf.Tensor4D, 2, 'same'),
  },
  'filter gradient, turned': {
    shape: [3, 3, 4],
    weight: [batch, 6, 5, 2],
    compute: (dy, x) => run('Conv2DBackpropFilter', { x, dy }, { ...convolution, filterShape: [3, 3, 2, 4] }),
  },
  'depthwise filter gradient, turned': {
    shape: [3, 3, 4],
    weight: [batch, 6, 5, 2],
    compute: (dy, x) =>
      run(
        'DepthwiseConv2dNativeBackpropFilter',
        { x, dy },
        { ...convolution, dilations: [1, 1], filterShape: [3, 3, 2, 2] },
      ),
  },
  'depthwise input gradient, turned': {
    shape: [3, 2, 2],
    weight: [2, 3, 3, 4],
    compute: (filter, dy) =>
      run(
        'DepthwiseConv2dNativeBackpropInput',
        { dy, filter },
        { ...convolution, dilations: [1, 1], inputShape: [2, 6, 5, 2] },
      ),
  },
  'known statistics, turned': {
    shape: [],
    weight: [2, 3, batch],
    compute: (x, w) => {
      const numbers = x as tf.Tensor1D
      return tf.batchNorm(w, tf.mul(numbers, 0.5), positive(numbers), numbers, tf.cos(numbers))
    },
  },
  stack: { ...vector, compute: (x, w) => tf.mul(tf.stack([x, tf.square(x), x], 1), tf.expandDims(w, 0)) },
  relu6: { ...vector, kinks: { at: [0] }, compute: (x, w) => tf.mul(tf.relu6(x), tf.mul(w, x)) },
}

/** Kernels that only layers, only gradients or only some backends run. */
const inner: Record<string, Operation> = {
  convolution: {
    shape: [6, 5, 2],
    weight: [3, 3, 2, 4],
    compute: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'),
  },
  'input gradient': {
    shape: [3, 3, 4],
    weight: [3, 3, 2, 4],
    compute: (dy, filter) =>
      run('Conv2DBackpropInput', { dy, filter }, { ...convolution, inputShape: [batch, 6, 5, 2] }),
  },
  'input gradient, turned': {
    shape: [3, 2, 4],
    weight: [2, 3, 3, 4],
    compute: (filter, dy) =>
      run('Conv2DBackpropInput', { dy, filter }, { ...convolution, inputShape: [2, 6, 5, 2] }),
  },
  'depthwise input gradient': {
    shape: [3, 3, 4],
    weight: [3, 3, 2, 2],
    compute: (dy, filter) =>
      run(
        'DepthwiseConv2dNativeBackpropInput',
        { dy, filter },
        { ...convolution, dilations: [1, 1], inputShape: [batch, 6, 5, 2] },
      ),
  },
  'average pool gradient': {
    ...picture,
    compute: (x, w) =>
      run(
        'AvgPoolGrad',
        { dy: tf.slice(tf.mul(x, w), 0, [batch, 3, 3, 2]), input: tf.zerosLike(x) },
        pooling,
      ),
  },
  'rectified by another': {
    ...vector,
    kinks: { at: [0] },
    compute: (x, w) => rectify(tf, x, tf.mul(tf.square(x), w), 0.2),
  },
  'known statistics': {
    shape: [3, 3, 2],
    weight: [2],
    compute: (x, w) => tf.batchNorm(x, tf.mul(w as tf.Tensor1D, 0.5), positive(w), w, tf.cos(w)),
  },
  standardised: {
    shape: [3, 4],
    weight: [3, 4],
    compute: (x, w, ops) => tf.mul(ops.standardise(x, 2, 1e-3), w),
  },
  'statistics of the batch, rectified': {
    shape: [3, 3, 2],
    weight: [2],
    onGpu: true,
    compute: (x, w, ops) => ops.batchNormTrain(x, tf.cos(w) as tf.Tensor1D, tf.mul(w, 0.5), 1e-3, 0.2).y,
  },
}

/** Jumps and nothing else: their slope is 0 wherever they have one. */
const flat: Record<string, Operation> = {
  'step, sign, floor, ceil, round': {
    ...vector,
    kinks: { at: [-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4] },
    compute: (x, w) => {
      const jumps = [tf.step(x), tf.sign(x), tf.floor(x), tf.ceil(x), tf.round(x), tf.zerosLike(x)]
      return tf.mul(tf.mul(tf.addN([...jumps, tf.onesLike(x)]), x), w)
    },
  },
  comparisons: {
    ...vector,
    kinks: { at: [-0.5, 0.5] },
    compute: (x, w) => {
      const both = tf.logicalAnd(tf.greaterEqual(x, -0.5), tf.logicalNot(tf.notEqual(x, tf.clone(x))))
      const one = tf.logicalOr(tf.less(x, -0.5), tf.lessEqual(0.5, x))
      const masks = [both, one, tf.equal(x, x), tf.greater(x, 0.5)].map((mask) => tf.cast(mask, 'float32'))
      return tf.mul(tf.mul(tf.addN([masks[0]!, tf.mul(masks[1]!, 2), masks[2]!, masks[3]!]), x), w)
    },
  },
  'largest, smallest, one-hot': {
    ...vector,
    kinks: { equal: 'numbers' },
    compute: (x, w) => {
      const [largest, smallest] = [tf.oneHot(tf.argMax(x, 1), 5), tf.oneHot(tf.argMin(x, 1), 5)]
      return tf.mul(tf.mul(tf.cast(tf.add(largest, tf.mul(smallest, 2)), 'float32'), x), w)
    },
  },
}

export const kernelOperations: Record<string, Operation> = { ...turned, ...inner, ...flat }
