// Gradients of the operations that our kinds reach: one table of our own, right to the second order on every backend.
import { elementCount } from '../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { putBatchNormTrain } from '../batchNorm'
import { putFused } from '../fused'
import { putChoices, unbroadcast } from './choices'
import { activationGradients, mathGradients, type Unary } from './numbers'
import { putPictures } from './pictures'
import { putStandardise } from '../standardise'

type Core = typeof tf
type Axes = number | number[]

/** What the one input is called where it is not called x. */
const inputNames: Record<string, string> = { Softmax: 'logits', ExpandDims: 'input' }

/**
 * Registers the gradients. tfjs-core brings none of its own unless asked, and of those that it has (4.22) some are wrong without
 * an error: so what is not here throws as soon as a kind reaches it. Every gradient is a new tensor, because the tape disposes
 * partial sums. Each is held against finite differences, to the second order, by the tests.
 */
export function repairGradients(core: Core): void {
  for (const [kernelName, gradient] of Object.entries({
    ...activationGradients(core),
    ...shapes(core),
    ...mathGradients(core),
  })) {
    const input = inputNames[kernelName] ?? 'x'
    core.registerGradient({
      kernelName,
      inputsToSave: [input],
      outputsToSave: [],
      gradFunc: (dy, saved, attributes) => ({
        [input]: () => gradient(dy as tf.Tensor, saved[0]!, attributes),
      }),
    })
  }
  putArithmetic(core)
  putChoices(core)
  putPictures(core)
  putConcat(core)
  putStacks(core)
  putMatMul(core)
  putConvolutions(core)
  putBatchNorm(core)
  putFused(core)
  putBatchNormTrain(core)
  putStandardise(core)
}

function shapes(core: Core): Record<string, Unary> {
  const back: Unary = (dy, x) => core.reshape(dy, x.shape)
  return {
    Identity: back,
    Reshape: back,
    ExpandDims: back,
    Cast: (dy) => core.cast(dy, 'float32'),
    Transpose: (dy, _x, { perm }) =>
      core.transpose(dy, core.backend_util.getUndoAxesPermutation(perm as number[])),
    Slice: (dy, x, { begin, size }) => {
      const [from = [], length = []] = core.slice_util.parseSliceParams(x, begin as Axes, size as Axes)
      const margins = from.map((at, axis): [number, number] => [at, x.shape[axis]! - at - length[axis]!])
      return core.pad(dy, margins)
    },
    PadV2: (dy, x, { paddings }) => {
      const from = (paddings as [number, number][]).map(([before]) => before)
      return core.slice(dy, from, x.shape)
    },
    Reverse: (dy, _x, { dims }) => core.reverse(dy, dims as Axes),
    // Axis by axis: stock adds up slices one by one, and knows four axes at most.
    Tile: (dy, x, { reps }) => {
      let sum: tf.Tensor = dy
      for (const [axis, times] of (reps as number[]).entries()) {
        const outer = elementCount(x.shape.slice(0, axis))
        if (times > 1) sum = core.sum(core.reshape(sum, [outer, times, -1]), 1)
      }
      return core.reshape(sum, x.shape)
    },
    Sum: (dy, x, { axis }) => spread(core, dy, x, axis as Axes, 1),
    Mean: (dy, x, { axis }) => {
      const axes = core.util.parseAxisParam(axis as Axes, x.shape)
      const count = axes.reduce((product, at) => product * x.shape[at]!, 1)
      return spread(core, dy, x, axes, 1 / count)
    },
  }
}

/**
 * dy · factor, repeated along the reduced axes until it has the shape of x. Stock makes ones(x.shape) in JavaScript and uploads
 * it, the size of the activation, at every call; `fill` is a kernel.
 */
function spread(core: Core, dy: tf.Tensor, x: tf.Tensor, axis: Axes, factor: number): tf.Tensor {
  const axes = core.util.parseAxisParam(axis, x.shape)
  const kept = x.shape.map((side, at) => (axes.includes(at) ? 1 : side))
  return core.mul(core.reshape(dy, kept), core.fill(x.shape, factor))
}

type Binary = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => { a: () => tf.Tensor; b: () => tf.Tensor }

function putArithmetic(core: Core): void {
  const table: Record<string, Binary> = {
    Add: (dy) => ({ a: () => dy, b: () => dy }),
    Sub: (dy) => ({ a: () => dy, b: () => core.neg(dy) }),
    Multiply: (dy, a, b) => ({ a: () => core.mul(dy, b), b: () => core.mul(dy, a) }),
    RealDiv: (dy, a, b) => ({
      a: () => core.div(dy, b),
      b: () => core.neg(core.div(core.mul(dy, a), core.square(b))),
    }),
  }
  for (const [kernelName, gradient] of Object.entries(table)) {
    core.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      outputsToSave: [],
      gradFunc: (dy, saved) => {
        const [a, b] = saved as [tf.Tensor, tf.Tensor]
        const wide = gradient(dy as tf.Tensor, a, b)
        return { a: () => unbroadcast(core, wide.a(), a), b: () => unbroadcast(core, wide.b(), b) }
      },
    })
  }
}

function putConcat(core: Core): void {
  core.registerGradient({
    kernelName: 'Concat',
    saveAllInputs: true,
    inputsToSave: [],
    outputsToSave: [],
    gradFunc: (dy, saved, attributes) => {
      const [axis] = core.util.parseAxisParam(attributes.axis as number, saved[0]!.shape)
      let start = 0
      const parts = saved.map((x) => {
        const from = x.shape.map((_, at) => (at === axis ? start : 0))
        start += x.shape[axis!]!
        return () => core.slice(dy as tf.Tensor, from, x.shape)
      })
      return Object.fromEntries(parts.entries())
    },
  })
}

/** Stacking and splitting. */
function putStacks(core: Core): void {
  const side = (x: tf.Tensor, axis: number) => core.util.parseAxisParam(axis, x.shape)[0]!
  core.registerGradient({
    kernelName: 'Pack',
    saveAllInputs: true,
    inputsToSave: [],
    outputsToSave: [],
    gradFunc: (upstream, saved, attributes) => {
      const dy = upstream as tf.Tensor
      const axis = side(dy, attributes.axis as number)
      const size = dy.shape.map((length, at) => (at === axis ? 1 : length))
      const parts = saved.map((x, index) => () => {
        const from = dy.shape.map((_, at) => (at === axis ? index : 0))
        return core.reshape(core.slice(dy, from, size), x.shape)
      })
      return Object.fromEntries(parts.entries())
    },
  })
  const joined = (dy: tf.Tensor | tf.Tensor[]) => (Array.isArray(dy) ? dy : [dy])
  core.registerGradient({
    kernelName: 'Unpack',
    gradFunc: (dy, _saved, { axis }) => ({ value: () => core.stack(joined(dy), axis as number) }),
  })
  core.registerGradient({
    kernelName: 'SplitV',
    gradFunc: (dy, _saved, { axis }) => ({ x: () => core.concat(joined(dy), axis as number) }),
  })
  core.registerGradient({
    kernelName: 'AddN',
    saveAllInputs: true,
    gradFunc: (dy, saved) =>
      Object.fromEntries(saved.map((x, at) => [at, () => core.reshape(dy as tf.Tensor, x.shape)])),
  })
}

function putMatMul(core: Core): void {
  core.registerGradient({
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    outputsToSave: [],
    gradFunc: (upstream, saved, attributes) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor]
      const { transposeA, transposeB } = attributes as unknown as tf.BatchMatMulAttrs
      const dy = upstream as tf.Tensor
      return {
        a: () => {
          const da = transposeA
            ? core.matMul(b, dy, transposeB, true)
            : core.matMul(dy, b, false, !transposeB)
          return unbroadcast(core, da, a)
        },
        b: () => {
          const db = transposeB
            ? core.matMul(dy, a, true, transposeA)
            : core.matMul(a, dy, !transposeA, false)
          return unbroadcast(core, db, b)
        },
      }
    },
  })
}

type ConvolutionAttributes = Record<'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode', unknown>

/** The three kernels of a convolution are each other's derivatives: all are bilinear. */
function putConvolutions(core: Core): void {
  const put = (
    kernelName: string,
    inputs: [string, string],
    parts: (call: ConvolutionCall) => ConvolutionParts,
  ) =>
    core.registerGradient({
      kernelName,
      inputsToSave: inputs,
      outputsToSave: [],
      gradFunc: (dy, saved, attributes) => {
        const [first, second] = saved as [tf.Tensor4D, tf.Tensor4D]
        const { strides, pad, dataFormat, dimRoundingMode, dilations = 1 } = attributes
        if (![dilations].flat().every((side) => side === 1))
          throw new Error('no gradient for dilated convolutions')
        const settings = { strides, pad, dataFormat, dimRoundingMode }
        const [one, other] = parts({ dy: dy as tf.Tensor4D, first, second, settings })
        return { [inputs[0]]: one, [inputs[1]]: other }
      },
    })
  const run = (name: string, inputs: tf.NamedTensorMap, settings: object): tf.Tensor =>
    core.engine().runKernel(name, inputs, settings as tf.NamedAttrMap)
  const forward = (x: tf.Tensor, filter: tf.Tensor, settings: ConvolutionAttributes) =>
    run('Conv2D', { x, filter }, { ...settings, dilations: 1 })
  const byInput = (dy: tf.Tensor, filter: tf.Tensor, like: tf.Tensor, settings: ConvolutionAttributes) =>
    run('Conv2DBackpropInput', { dy, filter }, { ...settings, inputShape: like.shape })
  const byFilter = (x: tf.Tensor, dy: tf.Tensor, like: tf.Tensor, settings: ConvolutionAttributes) =>
    run('Conv2DBackpropFilter', { x, dy }, { ...settings, filterShape: like.shape })

  put('Conv2D', ['x', 'filter'], ({ dy, first: x, second: filter, settings }) => [
    () => byInput(dy, filter, x, settings),
    () => byFilter(x, dy, filter, settings),
  ])
  put('Conv2DBackpropInput', ['dy', 'filter'], ({ dy: ddx, first: dy, second: filter, settings }) => [
    () => forward(ddx, filter, settings),
    () => byFilter(ddx, dy, filter, settings),
  ])
  // Stock has none; it is reached where a derivative by weights is differentiated by them again.
  put('Conv2DBackpropFilter', ['x', 'dy'], ({ dy: ddw, first: x, second: dy, settings }) => [
    () => byInput(dy, ddw, x, settings),
    () => forward(x, ddw, settings),
  ])
}

interface ConvolutionCall {
  dy: tf.Tensor
  first: tf.Tensor
  second: tf.Tensor
  settings: ConvolutionAttributes
}
type ConvolutionParts = [() => tf.Tensor, () => tf.Tensor]

/** Inference with running statistics. Stock tiles them to the size of x; broadcasting needs fewer launches. */
function putBatchNorm(core: Core): void {
  core.registerGradient({
    kernelName: 'FusedBatchNorm',
    inputsToSave: ['x', 'mean', 'variance', 'scale'],
    outputsToSave: [],
    gradFunc: (upstream, saved, attributes) => {
      const [x, mean, variance, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
      const dy = upstream as tf.Tensor
      const axes = x.shape.slice(0, -1).map((_, axis) => axis)
      const inverse = core.rsqrt(core.add(variance, attributes.varianceEpsilon as number))
      const factor = core.mul(scale, inverse)
      const centredSum = () => core.sum(core.mul(dy, core.sub(x, mean)), axes)
      return {
        x: () => core.mul(dy, factor),
        mean: () => core.neg(core.mul(factor, core.sum(dy, axes))),
        variance: () => core.mul(core.mul(core.mul(factor, core.square(inverse)), -0.5), centredSum()),
        scale: () => core.mul(inverse, centredSum()),
        offset: () => core.sum(dy, axes),
      }
    },
  })
}
