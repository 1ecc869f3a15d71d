// Gradients of the operations that our kinds reach: one table of our own, right to the second order on every backend.
import type * as tf from '@tensorflow/tfjs-core'

type Core = typeof tf
type Axes = number | number[]
/** The gradient of an operation of one input, as an expression in operations that stand in this table themselves. */
type Unary = (dy: tf.Tensor, x: tf.Tensor, attributes: Record<string, unknown>) => tf.Tensor

/**
 * Registers the gradients. tfjs-core brings none of its own unless asked, and of those that it has (4.22) some are wrong without
 * an error: so what is not here throws as soon as a kind reaches it. Every gradient is a new tensor, because the tape disposes
 * partial sums. Each is held against finite differences, to the second order, by the tests.
 */
export function repairGradients(core: Core): void {
  for (const [kernelName, gradient] of Object.entries({
    ...activations(core),
    ...shapes(core),
    ...maths(core),
  })) {
    core.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      outputsToSave: [],
      gradFunc: (dy, saved, attributes) => ({
        x: () => gradient(dy as tf.Tensor, saved[0]!, attributes),
      }),
    })
  }
  putArithmetic(core)
  putConcat(core)
  putMatMul(core)
  putConvolutions(core)
  putBatchNorm(core)
}

/**
 * From the input, never from the saved output: the tape of tfjs 4.22 holds a saved output's clone before the kernel's own node,
 * and second derivatives through it are lost without an error (tensorflow/tfjs#3252). It costs one more launch.
 */
function activations(core: Core): Record<string, Unary> {
  return {
    Relu: (dy, x) => core.mul(dy, core.step(x)),
    // `step` in place of a comparison and a selection: one launch, and it stays on the tape.
    LeakyRelu: (dy, x, { alpha }) => core.mul(dy, core.step(x, alpha as number)),
    Tanh: (dy, x) => core.mul(dy, core.sub(1, core.square(core.tanh(x)))),
    Sigmoid: (dy, x) => {
      const y = core.sigmoid(x)
      return core.mul(dy, core.mul(y, core.sub(1, y)))
    },
    Softplus: (dy, x) => core.mul(dy, core.sigmoid(x)),
  }
}

function shapes(core: Core): Record<string, Unary> {
  const back: Unary = (dy, x) => core.reshape(dy, x.shape)
  return {
    Identity: back,
    Reshape: back,
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
    Sum: (dy, x, { axis }) => spread(core, dy, x, axis as Axes, 1),
    Mean: (dy, x, { axis }) => {
      const axes = core.util.parseAxisParam(axis as Axes, x.shape)
      const count = axes.reduce((product, at) => product * x.shape[at]!, 1)
      return spread(core, dy, x, axes, 1 / count)
    },
  }
}

function maths(core: Core): Record<string, Unary> {
  const nothing: Unary = (_dy, x) => core.zeros(x.shape)
  return {
    Neg: (dy) => core.neg(dy),
    Square: (dy, x) => core.mul(dy, core.mul(x, 2)),
    Sqrt: (dy, x) => core.mul(dy, core.mul(core.rsqrt(x), 0.5)),
    Rsqrt: (dy, x) => {
      const y = core.rsqrt(x)
      return core.mul(dy, core.mul(core.mul(y, core.square(y)), -0.5))
    },
    Step: nothing,
    ZerosLike: nothing,
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

/** Sums over the axes along which `like` was repeated. */
function gather(core: Core, gradient: tf.Tensor, like: tf.Tensor): tf.Tensor {
  const axes = core.broadcast_util.getReductionAxes(like.shape, gradient.shape)
  return core.reshape(axes.length > 0 ? core.sum(gradient, axes) : gradient, like.shape)
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
        return { a: () => gather(core, wide.a(), a), b: () => gather(core, wide.b(), b) }
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
        a: () => (transposeA ? core.matMul(b, dy, transposeB, true) : core.matMul(dy, b, false, !transposeB)),
        b: () => (transposeB ? core.matMul(dy, a, true, transposeA) : core.matMul(a, dy, !transposeA, false)),
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
