// Convolutions on wasm: gradients composed from what XNNPACK runs fast (stock lacks one and runs one naively), and a repair.
import type * as tf from '@tensorflow/tfjs-core'
import { replaceKernel } from './wasmKernels'

type Core = typeof tf
type Shape4D = [number, number, number, number]

/** Registers convolution and both gradients for the wasm backend; its module must be loaded before. */
export function installWasmConvolutions(core: Core): void {
  // XNNPACK's own `same` goes astray where the stride is larger than the window (a margin below 0, unsigned): wrong numbers
  // without an error. The same margins written out are right.
  replaceKernel(core, 'Conv2D', (call, stock) => {
    const { strides, pad, dilations, dimRoundingMode } = call.attrs as unknown as tf.Conv2DAttrs
    if (pad !== 'same') return stock!(call)
    const [x, filter] = [call.inputs.x as tf.Tensor4D, call.inputs.filter as tf.Tensor4D]
    const info = core.backend_util.computeConv2DInfo(
      x.shape,
      filter.shape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
    )
    if (info.strideHeight <= info.effectiveFilterHeight && info.strideWidth <= info.effectiveFilterWidth) {
      return stock!(call)
    }
    const margins = marginsOf(info) as unknown as tf.NamedAttrMap[string]
    return stock!({ ...call, attrs: { ...call.attrs, pad: margins } })
  })
  replaceKernel(core, 'Conv2DBackpropFilter', ({ inputs, attrs }) => {
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs
    const [x, dy] = [inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D]
    const info = core.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode)
    return core.tidy(() => filterGradient(core, x, dy, info))
  })
  replaceKernel(core, 'Conv2DBackpropInput', (call, stock) => {
    const { inputs, attrs } = call
    const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as tf.Conv2DBackpropInputAttrs
    const [dy, filter] = [inputs.dy as tf.Tensor4D, inputs.filter as tf.Tensor4D]
    const info = core.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape,
      strides,
      1,
      pad,
      dimRoundingMode,
    )
    // Below a million multiply-adds the naive kernel is done before the pieces of the other are cut.
    if (stock && (dy.size * filter.size) / info.outChannels < 1e6) return stock(call)
    return core.tidy(() => inputGradient(core, dy, filter, info))
  })
}

/**
 * dW = x ∗ dy with the roles turned round: x's channels as the batch, dy as a window dilated by the stride. One large
 * convolution whose inner length is batch × pixels.
 */
function filterGradient(
  core: Core,
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const turned = core.transpose(x, [3, 1, 2, 0])
  const window = core.transpose(dy, [1, 2, 0, 3])
  const out = core.conv2d(turned, window, 1, marginsOf(info), 'NHWC', [info.strideHeight, info.strideWidth])
  // Rows of x that no window reached make it larger than the filter.
  const { filterHeight, filterWidth, inChannels, outChannels } = info
  const exact = core.slice(out, [0, 0, 0, 0], [inChannels, filterHeight, filterWidth, outChannels])
  return core.transpose(exact, [1, 2, 0, 3])
}

function marginsOf({
  padInfo: { top, bottom, left, right },
}: tf.backend_util.Conv2DInfo): tf.backend_util.ExplicitPadding {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
}

/** Along one axis and for one phase of the output (its positions modulo the stride): which taps reach it, and from where. */
interface Phase {
  /** Tap numbers in the order in which a window over dy meets them. */
  taps: number[]
  /** The first row of dy under the window of output 0; negative in the margin. */
  first: number
}

function phasesOf(kernel: number, stride: number, before: number): Phase[] {
  return Array.from({ length: stride }, (_, position) => {
    const start = (position + before) % stride
    const count = Math.max(Math.ceil((kernel - start) / stride), 0)
    const last = (position + before - start) / stride
    const taps = Array.from({ length: count }, (_, index) => start + stride * (count - 1 - index))
    return { taps, first: last - count + 1 }
  })
}

/**
 * dx by sub-pixel phases: a stride s splits the output into s × s interleaved pictures, each an ordinary convolution of dy with
 * every s-th tap, so no zeros are multiplied. With few channels all phases share one wider window instead, because XNNPACK
 * computes channels eight at a time.
 */
function inputGradient(
  core: Core,
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { strideHeight, strideWidth, inHeight, inWidth, inChannels, batchSize, padInfo } = info
  const rows = phasesOf(info.filterHeight, strideHeight, padInfo.top)
  const columns = phasesOf(info.filterWidth, strideWidth, padInfo.left)
  const size = { rows: Math.ceil(inHeight / strideHeight), columns: Math.ceil(inWidth / strideWidth) }
  const taps = core.reshape<tf.Rank.R2>(core.transpose(filter, [0, 1, 3, 2]), [
    info.filterHeight * info.filterWidth,
    info.outChannels * inChannels,
  ])
  const plan: Plan = { core, dy, taps, rows, columns, size, width: info.filterWidth, inChannels }
  const full = sharesWindow(plan) ? sharedWindow(plan) : separateWindows(plan)
  if (full.shape[1] === inHeight && full.shape[2] === inWidth) return full
  return core.slice(full, [0, 0, 0, 0], [batchSize, inHeight, inWidth, inChannels])
}

interface Plan {
  core: Core
  dy: tf.Tensor4D
  /** One row a tap, [taps, outChannels · inChannels]. */
  taps: tf.Tensor2D
  rows: Phase[]
  columns: Phase[]
  /** Of one phase's picture. */
  size: { rows: number; columns: number }
  /** Taps in a row of the filter. */
  width: number
  inChannels: number
}

/** Rows of dy that a window over all phases spans. */
function span(phases: Phase[]): { first: number; length: number } {
  const used = phases.filter(({ taps }) => taps.length > 0)
  const first = Math.min(...used.map((phase) => phase.first))
  return { first, length: Math.max(...used.map((phase) => phase.first + phase.taps.length)) - first }
}

function sharesWindow({ rows, columns, inChannels }: Plan): boolean {
  const inEights = (channels: number) => 8 * Math.ceil(channels / 8)
  const area = (rows: Phase[], columns: Phase[]) =>
    rows.reduce(
      (sum, row) => sum + columns.reduce((taps, column) => taps + row.taps.length * column.taps.length, 0),
      0,
    )
  const shared =
    span(rows).length * span(columns).length * inEights(rows.length * columns.length * inChannels)
  return shared <= area(rows, columns) * inEights(inChannels)
}

/** All phases side by side in the channels of one convolution; taps that a phase has not are rows of zeros. */
function sharedWindow(plan: Plan): tf.Tensor4D {
  const { core, dy, taps, rows, columns, size, width, inChannels } = plan
  const [down, across] = [span(rows), span(columns)]
  const places = down.length * across.length
  const picks = rows.flatMap((row) =>
    columns.flatMap((column) =>
      Array.from({ length: places }, (_, place) => {
        const a = row.taps[down.first + Math.floor(place / across.length) - row.first]
        const b = column.taps[across.first + (place % across.length) - column.first]
        return a === undefined || b === undefined ? null : a * width + b
      }),
    ),
  )
  const phases = rows.length * columns.length
  const outChannels = taps.shape[1] / inChannels
  const picked = core.reshape(pickRows(core, taps, picks), [phases, places, outChannels, inChannels])
  const window = core.reshape<tf.Rank.R4>(core.transpose(picked, [1, 2, 0, 3]), [
    down.length,
    across.length,
    outChannels,
    phases * inChannels,
  ])
  const pictures = slide(core, dy, window, { down: down.first, across: across.first, size })
  const paired = core.reshape(pictures, [-1, size.columns, rows.length, columns.length * inChannels])
  return core.reshape<tf.Rank.R4>(core.transpose(paired, [0, 2, 1, 3]), wholeShape(plan))
}

/** One convolution a phase, woven together: first the columns of each row of phases, then the rows. */
function separateWindows(plan: Plan): tf.Tensor4D {
  const { core, dy, taps, rows, columns, size, width, inChannels } = plan
  const outChannels = taps.shape[1] / inChannels
  const picks = rows.flatMap((row) =>
    columns.flatMap((column) => row.taps.flatMap((a) => column.taps.map((b) => a * width + b))),
  )
  const picked = picks.length > 1 ? pickRows(core, taps, picks) : taps
  let start = 0
  const pictures = rows.flatMap((row) =>
    columns.map((column) => {
      const count = row.taps.length * column.taps.length
      if (count === 0) return core.zeros<tf.Rank.R4>([dy.shape[0], size.rows, size.columns, inChannels])
      const shape: Shape4D = [row.taps.length, column.taps.length, outChannels, inChannels]
      const window = core.reshape<tf.Rank.R4>(core.slice(picked, [start, 0], [count, -1]), shape)
      start += count
      return slide(core, dy, window, { down: row.first, across: column.first, size })
    }),
  )
  if (pictures.length === 1) return pictures[0]!
  const pixels = dy.shape[0] * size.rows * size.columns
  const phases = core.reshape(core.concat(pictures, 0), [rows.length, columns.length, pixels, inChannels])
  const across = core.reshape(core.transpose(phases, [0, 2, 1, 3]), [
    rows.length,
    dy.shape[0] * size.rows,
    -1,
  ])
  return core.reshape<tf.Rank.R4>(core.transpose(across, [1, 0, 2]), wholeShape(plan))
}

function wholeShape({ dy, rows, columns, size, inChannels }: Plan): Shape4D {
  return [dy.shape[0], size.rows * rows.length, size.columns * columns.length, inChannels]
}

/** Rows of a matrix by number, zeros for null: a product with zeros and ones, three times as fast here as gather. */
function pickRows(core: Core, matrix: tf.Tensor2D, picks: (number | null)[]): tf.Tensor2D {
  const count = matrix.shape[0]
  const choice = new Float32Array(picks.length * count)
  picks.forEach((row, at) => {
    if (row !== null) choice[at * count + row] = 1
  })
  return core.matMul(core.tensor2d(choice, [picks.length, count]), matrix)
}

/** Slides a window over dy from the given first row and column, `size` times; what lies outside dy is zero. */
function slide(
  core: Core,
  dy: tf.Tensor4D,
  window: tf.Tensor4D,
  { down, across, size }: { down: number; across: number; size: { rows: number; columns: number } },
): tf.Tensor4D {
  const [batch, height, width, channels] = dy.shape
  const below = down + size.rows + window.shape[0] - 1 - height
  const beyond = across + size.columns + window.shape[1] - 1 - width
  const cut = (margin: number) => Math.max(0, -margin)
  const add = (margin: number) => Math.max(0, margin)
  const inside =
    down > 0 || across > 0 || below < 0 || beyond < 0
      ? core.slice(
          dy,
          [0, add(down), add(across), 0],
          [batch, height - add(down) - cut(below), width - add(across) - cut(beyond), channels],
        )
      : dy
  const margins: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [cut(down), add(below)],
    [cut(across), add(beyond)],
    [0, 0],
  ]
  return core.conv2d(inside, window, 1, margins)
}
