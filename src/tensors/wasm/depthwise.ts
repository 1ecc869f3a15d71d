// What wasm has not of depthwise convolutions (both gradients) and look-ups (segment sums), composed from what it runs well.
import type * as tf from '@tensorflow/tfjs-core'
import { replaceKernel } from './composed'

type Core = typeof tf

interface Settings {
  strides: [number, number] | number
  pad: 'valid' | 'same' | number
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/** Registers the kernels; the wasm backend's module must be loaded before. */
export function installWasmDepthwise(core: Core): void {
  const infoOf = (inShape: number[], filterShape: number[], attrs: unknown) => {
    const { strides, pad, dimRoundingMode } = attrs as Settings
    const [x, filter] = [inShape as tf.Tensor4D['shape'], filterShape as tf.Tensor4D['shape']]
    return core.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode, true)
  }
  // XNNPACK's own `same` goes astray where the stride is larger than the window, as in convolutions; written out it is right.
  replaceKernel(core, 'DepthwiseConv2dNative', (call, stock) => {
    const { inputs, attrs } = call
    const { padInfo, ...info } = infoOf(inputs.x!.shape, inputs.filter!.shape, attrs)
    const fits = info.strideHeight <= info.filterHeight && info.strideWidth <= info.filterWidth
    if (fits || (attrs as unknown as Settings).pad !== 'same') return stock!(call)
    const { top, bottom, left, right } = padInfo
    const pad = [[0, 0], [top, bottom], [left, right], [0, 0]] // prettier-ignore
    return stock!({ ...call, attrs: { ...attrs, pad: pad } })
  })
  replaceKernel(core, 'DepthwiseConv2dNativeBackpropInput', ({ inputs, attrs }) => {
    const [dy, filter] = [inputs.dy as tf.Tensor4D, inputs.filter as tf.Tensor4D]
    const { inputShape } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs
    return core.tidy(() => inputGradient(core, dy, filter, infoOf(inputShape, filter.shape, attrs)))
  })
  replaceKernel(core, 'DepthwiseConv2dNativeBackpropFilter', ({ inputs, attrs }) => {
    const [x, dy] = [inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D]
    const { filterShape } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs
    return core.tidy(() => filterGradient(core, x, dy, infoOf(x.shape, filterShape, attrs)))
  })
  replaceKernel(core, 'UnsortedSegmentSum', ({ inputs, attrs }) => {
    const [x, segments] = [inputs.x as tf.Tensor, inputs.segmentIds as tf.Tensor]
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs
    return core.tidy(() => {
      const chosen = core.cast(core.oneHot(core.reshape(segments, [-1]), numSegments), 'float32')
      const rows = core.reshape(x, [segments.size, x.size / segments.size])
      return core.reshape(core.matMul(chosen, rows, true), [numSegments, ...x.shape.slice(segments.rank)])
    })
  })
}

/** A depthwise convolution of dy, spread out by the stride, with the filter turned round; then the sum over each channel's copies. */
function inputGradient(
  core: Core,
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { filterHeight, filterWidth, inHeight, inWidth, inChannels, batchSize, padInfo } = info
  const multiplier = info.outChannels / inChannels
  const turned = core.reshape<tf.Rank.R4>(core.reverse(filter, [0, 1]), [
    filterHeight,
    filterWidth,
    info.outChannels,
    1,
  ])
  const spread = spreadOut(core, dy, info)
  // A full convolution has margins of window − 1; what the forward pass padded is cut from it, what it left over is added.
  const top = filterHeight - 1 - padInfo.top
  const left = filterWidth - 1 - padInfo.left
  const bottom = inHeight + filterHeight - 1 - top - spread.shape[1]
  const right = inWidth + filterWidth - 1 - left - spread.shape[2]
  const add = (margin: number) => Math.max(margin, 0)
  const cut = (margin: number) => Math.max(-margin, 0)
  const height = spread.shape[1] - cut(top) - cut(bottom)
  const width = spread.shape[2] - cut(left) - cut(right)
  const size: tf.Tensor4D['shape'] = [batchSize, height, width, info.outChannels]
  const inside = core.slice(spread, [0, cut(top), cut(left), 0], size)
  const margins: [number, number][] = [[0, 0], [add(top), add(bottom)], [add(left), add(right)], [0, 0]] // prettier-ignore
  const copies = core.depthwiseConv2d(core.pad(inside, margins), turned, 1, 'valid')
  if (multiplier === 1) return copies
  const grouped = core.reshape(copies, [batchSize * inHeight * inWidth, inChannels, multiplier])
  return core.reshape<tf.Rank.R4>(core.sum(grouped, 2), [batchSize, inHeight, inWidth, inChannels])
}

/** Puts stride − 1 zeros after every column and every row. */
export function spreadOut(
  core: Core,
  dy: tf.Tensor4D,
  { strideHeight, strideWidth, outChannels }: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const [batch, height, width] = dy.shape
  if (strideHeight * strideWidth === 1) return dy
  const pixels = core.reshape(dy, [batch * height * width, 1, outChannels])
  const columns = core.pad(pixels, [[0, 0], [0, strideWidth - 1], [0, 0]]) // prettier-ignore
  const rows = core.reshape(columns, [batch * height, 1, width * strideWidth * outChannels])
  const full = core.pad(rows, [[0, 0], [0, strideHeight - 1], [0, 0]]) // prettier-ignore
  return core.reshape<tf.Rank.R4>(full, [batch, height * strideHeight, width * strideWidth, outChannels])
}

/** Tap by tap: the pixels under the tap times dy, summed over batch and places. */
function filterGradient(
  core: Core,
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { filterHeight, filterWidth, inChannels, outChannels, batchSize, padInfo } = info
  const { top, bottom, left, right } = padInfo
  const { outHeight, outWidth, strideHeight, strideWidth } = info
  const padded = core.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]]) // prettier-ignore
  const places = batchSize * outHeight * outWidth
  const multiplier = outChannels / inChannels
  const slopes = core.reshape(dy, [places, inChannels, multiplier])
  const taps: tf.Tensor[] = []
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      const end = [
        row + (outHeight - 1) * strideHeight + 1,
        column + (outWidth - 1) * strideWidth + 1,
      ] as const
      const under = core.stridedSlice(
        padded,
        [0, row, column, 0],
        [batchSize, ...end, inChannels],
        [1, strideHeight, strideWidth, 1],
      )
      taps.push(core.sum(core.mul(core.reshape(under, [places, inChannels, 1]), slopes), 0))
    }
  }
  return core.reshape<tf.Rank.R4>(core.stack(taps), [filterHeight, filterWidth, inChannels, multiplier])
}
