// Gradients of pooling, to the second order.
import type * as tf from '@tensorflow/tfjs-core'

type Core = typeof tf
type Settings = Pick<tf.AvgPoolAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>

/** Registers the gradients of average and maximum pooling, and of their gradient kernels, which have none in stock. */
export function putPooling(core: Core): void {
  putAverage(core)
  putMaximum(core)
}

function putAverage(core: Core): void {
  core.registerGradient({
    kernelName: 'AvgPool',
    inputsToSave: ['x'],
    gradFunc: (upstream, saved, attributes) => {
      const [dy, x] = [upstream as tf.Tensor4D, saved[0] as tf.Tensor4D]
      const settings = settingsOf(attributes)
      const info = infoOf(core, x.shape, settings)
      return {
        x: () => {
          if (dividesEvenly(info)) return enlarged(core, dy, info)
          const ratio = tapRatio(core, info)
          return gradientKernel(
            core,
            'AvgPoolGrad',
            { dy: ratio ? core.mul(dy, ratio) : dy, input: x },
            settings,
          )
        },
      }
    },
  })
  core.registerGradient({
    kernelName: 'AvgPoolGrad',
    inputsToSave: ['dy', 'input'],
    gradFunc: (upstream, saved, attributes) => {
      const [input] = [saved[1] as tf.Tensor4D]
      const settings = settingsOf(attributes)
      const { filterSize, strides, pad, dimRoundingMode } = settings
      return {
        dy: () => {
          const ratio = tapRatio(core, infoOf(core, input.shape, settings))
          const means = core.avgPool(upstream as tf.Tensor4D, filterSize, strides, pad, dimRoundingMode)
          return ratio ? core.div(means, ratio) : means
        },
        input: () => core.zeros(input.shape),
      }
    },
  })
}

function putMaximum(core: Core): void {
  core.registerGradient({
    kernelName: 'MaxPool',
    inputsToSave: ['x'],
    // The one saved output of ours. That its clone leaves the tape (tensorflow/tfjs#3252) costs nothing: which pixel is the
    // largest has no slope.
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => {
      const [input, output] = saved as [tf.Tensor, tf.Tensor]
      const inputs = { dy: dy as tf.Tensor, input, output }
      return { x: () => gradientKernel(core, 'MaxPoolGrad', inputs, settingsOf(attributes)) }
    },
  })
  core.registerGradient({
    kernelName: 'MaxPoolGrad',
    inputsToSave: ['input', 'output'],
    gradFunc: (upstream, saved, attributes) => {
      const [input, output] = saved as [tf.Tensor4D, tf.Tensor4D]
      const info = infoOf(core, input.shape, settingsOf(attributes))
      return {
        dy: () => atLargest(core, upstream as tf.Tensor4D, { input, output, info }),
        input: () => core.zeros(input.shape),
        output: () => core.zeros(output.shape),
      }
    },
  })
}

/** What `values` holds where `input` is largest in each window. */
function atLargest(
  core: Core,
  values: tf.Tensor4D,
  { input, output, info }: { input: tf.Tensor4D; output: tf.Tensor4D; info: tf.backend_util.Conv2DInfo },
): tf.Tensor {
  const padded = core.pad(values, marginsOf(info))
  const parts = largestTaps(core, { input, output, info }).map(({ row, column, mask }) =>
    core.mul(mask, underTap(core, padded, { row, column, info })),
  )
  // Pairs: addN binds every part at once, and WebGPU computes nothing, without an error, where a device allows fewer.
  return parts.reduce((sum, part) => core.add(sum, part))
}

interface Tap {
  row: number
  column: number
  info: tf.backend_util.Conv2DInfo
}

/** For each tap of the window, where it meets the largest pixel: the first of equals, as the kernels have it. */
export function largestTaps(
  core: Core,
  { input, output, info }: { input: tf.Tensor4D; output: tf.Tensor4D; info: tf.backend_util.Conv2DInfo },
): (Tap & { mask: tf.Tensor })[] {
  const padded = core.pad(input, marginsOf(info), -1e30)
  let open: tf.Tensor = core.ones(output.shape)
  return Array.from({ length: info.filterHeight * info.filterWidth }, (_, index) => {
    const tap = { row: Math.floor(index / info.filterWidth), column: index % info.filterWidth, info }
    const mask = core.mul(open, core.cast(core.equal(underTap(core, padded, tap), output), 'float32'))
    open = core.sub(open, mask)
    return { ...tap, mask }
  })
}

/** The pixels that one tap of the window meets on its way over a padded picture. */
function underTap(core: Core, padded: tf.Tensor4D, { row, column, info }: Tap): tf.Tensor {
  const { outHeight, outWidth, strideHeight, strideWidth, batchSize, inChannels } = info
  const end = [row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1] as const
  const strides = [1, strideHeight, strideWidth, 1]
  return core.stridedSlice(padded, [0, row, column, 0], [batchSize, ...end, inChannels], strides)
}

function marginsOf({ padInfo }: tf.backend_util.Conv2DInfo): [number, number][] {
  const { top, bottom, left, right } = padInfo
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
}

/** The settings that pooling kernels share. */
export function settingsOf(attributes: tf.NamedAttrMap): Settings {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Settings
  return { filterSize, strides, pad, ...(dimRoundingMode === undefined ? {} : { dimRoundingMode }) }
}

/** Where windows lie. */
export function infoOf(
  core: Core,
  shape: tf.Tensor4D['shape'],
  settings: Settings,
): tf.backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = settings
  return core.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode)
}

function gradientKernel(
  core: Core,
  kernelName: string,
  inputs: tf.NamedTensorMap,
  settings: Settings,
): tf.Tensor {
  return core.engine().runKernel(kernelName, inputs, settings)
}

function dividesEvenly({ strideHeight, strideWidth, ...info }: tf.backend_util.Conv2DInfo): boolean {
  const tiled = strideHeight === info.filterHeight && strideWidth === info.filterWidth
  return tiled && info.inHeight % strideHeight === 0 && info.inWidth % strideWidth === 0
}

/** Windows side by side: every pixel of a window gets the same share, which is an enlargement and differentiates as one. */
function enlarged(core: Core, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor {
  const pixels = core.image.resizeNearestNeighbor(dy, [info.inHeight, info.inWidth])
  return core.mul(pixels, 1 / (info.filterHeight * info.filterWidth))
}

/**
 * Pixels of the window over pixels inside the picture, per place; null where all are inside. Pooling divides by the latter,
 * stock's gradient by the former.
 */
function tapRatio(core: Core, info: tf.backend_util.Conv2DInfo): tf.Tensor4D | null {
  const inside = (count: number, side: number, window: number, stride: number, before: number) =>
    Array.from({ length: count }, (_, place) => {
      const start = place * stride - before
      return Math.min(start + window, side) - Math.max(start, 0)
    })
  const { outHeight, outWidth, filterHeight, filterWidth, padInfo } = info
  const rows = inside(outHeight, info.inHeight, filterHeight, info.strideHeight, padInfo.top)
  const columns = inside(outWidth, info.inWidth, filterWidth, info.strideWidth, padInfo.left)
  const whole = filterHeight * filterWidth
  const ratios = rows.flatMap((row) => columns.map((column) => whole / (row * column)))
  if (ratios.every((ratio) => ratio === 1)) return null
  return core.tensor4d(ratios, [1, outHeight, outWidth, 1])
}
