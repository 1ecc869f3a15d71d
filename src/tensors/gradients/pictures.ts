// Gradients of operations on pictures: margins, pooling, resizing, shuffling and depthwise convolutions.
import type * as tf from '@tensorflow/tfjs-core'
import { putPooling } from './pooling'

type Core = typeof tf
type Size = [number, number]

/** Registers them. Stock has most of these wrong, of the first order or of the second; each says how. */
export function putPictures(core: Core): void {
  putMirror(core)
  putPooling(core)
  putNearest(core)
  putBilinear(core)
  putShuffle(core)
  putDepthwise(core)
}

/** Stock cuts the margins off and drops what they contribute to the pixels that they mirror. */
function putMirror(core: Core): void {
  core.registerGradient({
    kernelName: 'MirrorPad',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { paddings, mode }) => ({
      x: () => {
        const skipped = mode === 'reflect' ? 1 : 0
        return (paddings as Size[]).reduce(
          (gradient, margins, axis) =>
            margins[0] + margins[1] > 0
              ? foldMargins(core, gradient, { axis, margins, side: x!.shape[axis]!, skipped })
              : gradient,
          core.clone(dy as tf.Tensor),
        )
      },
    }),
  })
}

function foldMargins(
  core: Core,
  gradient: tf.Tensor,
  { axis, margins, side, skipped }: { axis: number; margins: Size; side: number; skipped: number },
): tf.Tensor {
  const [before, after] = margins
  const cut = (from: number, length: number) => {
    const begin = gradient.shape.map((_, at) => (at === axis ? from : 0))
    return core.slice(gradient, begin, gradient.shape.map((size, at) => (at === axis ? length : size))) // prettier-ignore
  }
  const place = (part: tf.Tensor, from: number) => {
    const rest: Size = [from, side - from - part.shape[axis]!]
    return core.pad(core.reverse(part, axis), part.shape.map((_, at): Size => (at === axis ? rest : [0, 0]))) // prettier-ignore
  }
  let sum = cut(before, side)
  if (before > 0) sum = core.add(sum, place(cut(0, before), skipped))
  if (after > 0) sum = core.add(sum, place(cut(before + side, after), side - skipped - after))
  return sum
}

/** Enlarging by whole factors: the gradient is a sum over windows. Stock's cpu kernel is wrong beyond the first sample. */
function putNearest(core: Core): void {
  core.registerGradient({
    kernelName: 'ResizeNearestNeighbor',
    inputsToSave: ['images'],
    gradFunc: (upstream, saved, { alignCorners }) => {
      const [dy, images] = [upstream as tf.Tensor4D, saved[0] as tf.Tensor4D]
      const down = dy.shape[1] / images.shape[1]
      const across = dy.shape[2] / images.shape[2]
      if (alignCorners === true || !Number.isInteger(down) || !Number.isInteger(across)) {
        throw new Error('nearest resizing has a gradient for whole factors only')
      }
      const sums = (): tf.Tensor => {
        // Pooling refuses windows of one pixel.
        if (down * across === 1) return core.clone(dy)
        return core.mul(core.avgPool(dy, [down, across], [down, across], 'valid'), down * across)
      }
      return { images: sums }
    },
  })
}

/** Two products with small matrices. Stock ignores half-pixel centres, and its gradient kernel has no gradient. */
function putBilinear(core: Core): void {
  core.registerGradient({
    kernelName: 'ResizeBilinear',
    inputsToSave: ['images'],
    gradFunc: (upstream, saved, attributes) => {
      const [dy, images] = [upstream as tf.Tensor4D, saved[0] as tf.Tensor4D]
      const [batch, height, width, channels] = images.shape
      const [, rows, columns] = dy.shape
      const { halfPixelCenters, alignCorners } = attributes as Record<string, boolean>
      const places = alignCorners ? 'corners' : halfPixelCenters ? 'centres' : 'edges'
      const gradient = (): tf.Tensor => {
        const first = core.reshape(core.transpose(dy, [1, 0, 2, 3]), [rows, batch * columns * channels])
        const high = core.matMul(shares(core, height, rows, places), first)
        const turned = core.transpose(core.reshape(high, [height, batch, columns, channels]), [2, 1, 0, 3])
        const second = core.reshape(turned, [columns, batch * height * channels])
        const wide = core.matMul(shares(core, width, columns, places), second)
        return core.transpose(core.reshape(wide, [width, batch, height, channels]), [1, 2, 0, 3])
      }
      return { images: gradient }
    },
  })
}

/** How much of each of `to` pixels is each of `from` pixels, [from, to]. */
function shares(core: Core, from: number, to: number, places: 'corners' | 'centres' | 'edges'): tf.Tensor2D {
  const table = new Float32Array(from * to)
  for (let pixel = 0; pixel < to; pixel++) {
    const at =
      places === 'corners'
        ? (pixel * (from - 1)) / Math.max(to - 1, 1)
        : places === 'centres'
          ? ((pixel + 0.5) * from) / to - 0.5
          : (pixel * from) / to
    const low = Math.floor(at)
    const high = Math.min(from - 1, Math.ceil(at))
    table[Math.max(0, low) * to + pixel]! += 1 - (at - low)
    table[high * to + pixel]! += at - low
  }
  return core.tensor2d(table, [from, to])
}

/** Stock has no gradient at all: it is the way back, from space to depth. */
function putShuffle(core: Core): void {
  core.registerGradient({
    kernelName: 'DepthToSpace',
    gradFunc: (dy, _saved, { blockSize, dataFormat }) => ({
      x: () => {
        if (dataFormat !== 'NHWC') throw new Error('no gradient for channels first')
        const side = blockSize as number
        const [batch, height, width, channels] = (dy as tf.Tensor4D).shape
        const [rows, columns] = [height / side, width / side]
        // Rows of a block next to each other first, so that no more than four axes are turned.
        const blocks = core.reshape(dy as tf.Tensor, [batch * rows, side, columns, side * channels])
        const turned = core.transpose(blocks, [0, 2, 1, 3])
        return core.reshape(turned, [batch, rows, columns, side * side * channels])
      },
    }),
  })
}

/** Three bilinear kernels, each other's derivatives; stock's two gradient kernels have none. */
function putDepthwise(core: Core): void {
  const run = (kernelName: string, inputs: tf.NamedTensorMap, settings: object): tf.Tensor =>
    core.engine().runKernel(kernelName, inputs, settings as tf.NamedAttrMap)
  const [forward, byInput, byFilter] = [
    'DepthwiseConv2dNative',
    'DepthwiseConv2dNativeBackpropInput',
    'DepthwiseConv2dNativeBackpropFilter',
  ]
  const put = (
    kernelName: string,
    inputs: [string, string],
    parts: (
      dy: tf.Tensor,
      saved: [tf.Tensor, tf.Tensor],
      settings: object,
    ) => [() => tf.Tensor, () => tf.Tensor],
  ) =>
    core.registerGradient({
      kernelName,
      inputsToSave: inputs,
      gradFunc: (dy, saved, { strides, pad, dilations, dimRoundingMode }) => {
        if (![dilations ?? 1].flat().every((side) => side === 1)) {
          throw new Error('no gradient for dilated convolutions')
        }
        const settings = { strides, pad, dimRoundingMode, dilations: [1, 1] }
        const [one, other] = parts(dy as tf.Tensor, saved as [tf.Tensor, tf.Tensor], settings)
        return { [inputs[0]]: one, [inputs[1]]: other }
      },
    })
  const toInput = (dy: tf.Tensor, filter: tf.Tensor, like: tf.Tensor, settings: object) =>
    run(byInput, { dy, filter }, { ...settings, inputShape: like.shape })
  const toFilter = (x: tf.Tensor, dy: tf.Tensor, like: tf.Tensor, settings: object) =>
    run(byFilter, { x, dy }, { ...settings, filterShape: like.shape })
  const convolve = (x: tf.Tensor, filter: tf.Tensor, settings: object) =>
    run(forward, { x, filter }, { ...settings, dataFormat: 'NHWC' })
  put(forward, ['x', 'filter'], (dy, [x, filter], settings) => [
    () => toInput(dy, filter, x, settings),
    () => toFilter(x, dy, filter, settings),
  ])
  put(byInput, ['dy', 'filter'], (ddx, [dy, filter], settings) => [
    () => convolve(ddx, filter, settings),
    () => toFilter(ddx, dy, filter, settings),
  ])
  put(byFilter, ['x', 'dy'], (ddw, [x, dy], settings) => [
    () => toInput(dy, ddw, x, settings),
    () => convolve(x, ddw, settings),
  ])
}
