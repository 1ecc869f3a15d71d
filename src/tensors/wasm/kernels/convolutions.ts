// Convolutions and both their gradients as products of windows that are read where they lie: in a picture with its margins.
import type * as tf from '@tensorflow/tfjs-core'
import { multiplyWindows, panelBytes, sumColumns, type Packing, type Windows } from './matMul'
import { addressOf, functionsOf, withSpace, type WasmBackend } from './module'

type Info = tf.backend_util.Conv2DInfo

interface Picture {
  at: number
  batch: number
  height: number
  width: number
  channels: number
}

/** Zeros around a picture. */
interface Margins {
  top: number
  left: number
  bottom: number
  right: number
}

/** Gives `work` the picture with its margins: a copy, or the picture itself where there are none. */
function withMargins<Value>(
  backend: WasmBackend,
  picture: Picture,
  { top, left, bottom, right }: Margins,
  work: (padded: Picture) => Value,
): Value {
  if (top + left + bottom + right === 0) return work(picture)
  const { batch, channels } = picture
  const height = picture.height + top + bottom
  const width = picture.width + left + right
  const rowStep = 4 * width * channels
  const size = batch * height * rowStep
  return withSpace(backend, [size], ([at]) => {
    const { clear, placePictures } = functionsOf(backend)
    clear!(at!, size)
    const inside = at! + top * rowStep + 4 * left * channels
    const rowBytes = 4 * picture.width * channels
    placePictures!(inside, picture.at, batch, height * rowStep, picture.height, rowStep, rowBytes)
    return work({ at: at!, batch, height, width, channels })
  })
}

/** What the windows of a convolution need around x: no more than they reach. */
function marginsOf(info: Info): Margins {
  const { top, left } = info.padInfo
  const reach = (count: number, stride: number, window: number) => (count - 1) * stride + window
  const down = reach(info.outHeight, info.strideHeight, info.filterHeight)
  const across = reach(info.outWidth, info.strideWidth, info.filterWidth)
  return {
    top,
    left,
    bottom: Math.max(down - top - info.inHeight, 0),
    right: Math.max(across - left - info.inWidth, 0),
  }
}

const inputOf = (backend: WasmBackend, x: tf.TensorInfo, info: Info): Picture => ({
  at: addressOf(backend, x),
  batch: info.batchSize,
  height: info.inHeight,
  width: info.inWidth,
  channels: info.inChannels,
})

const outputOf = (backend: WasmBackend, y: tf.TensorInfo, info: Info): Picture => ({
  at: addressOf(backend, y),
  batch: info.batchSize,
  height: info.outHeight,
  width: info.outWidth,
  channels: info.outChannels,
})

/** The addresses of the windows over a padded x, and how a window lies there. */
function fillWindows(backend: WasmBackend, table: number, padded: Picture, info: Info): Windows {
  const pixel = 4 * padded.channels
  const row = padded.width * pixel
  functionsOf(backend).fillTable!(
    table,
    padded.at,
    ...[padded.batch, padded.height * row],
    ...[info.outHeight, info.strideHeight * row],
    ...[info.outWidth, info.strideWidth * pixel],
  )
  return { runs: info.filterHeight, runLength: info.filterWidth * padded.channels, runStep: row }
}

/** y = x ∗ filter. */
export function convolve(
  backend: WasmBackend,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: Info,
): tf.TensorInfo {
  const y = backend.makeOutput([...info.outShape], 'float32')
  const rows = info.batchSize * info.outHeight * info.outWidth
  const columns = info.outChannels
  const inner = info.filterHeight * info.filterWidth * info.inChannels
  withMargins(backend, inputOf(backend, x, info), marginsOf(info), (padded) => {
    const sizes = [4 * rows, 4 * rows, panelBytes(inner, columns)]
    withSpace(backend, sizes, ([from, to, packed]) => {
      const functions = functionsOf(backend)
      const windows = fillWindows(backend, from!, padded, info)
      functions.fillTable!(to!, addressOf(backend, y), 1, 0, 1, 0, rows, 4 * columns)
      const packing: Packing = { to: packed!, columns, columnStep: 4, counts: [[1, 0], [1, 0], [inner, 4 * columns]] } // prettier-ignore
      const at = addressOf(backend, filter)
      multiplyWindows(functions, { from: from!, to: to!, rows, windows, packing, at })
    })
  })
  return y
}

/** dW: the windows over x, as columns, times dy. */
export function filterGradient(
  backend: WasmBackend,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  info: Info,
): tf.TensorInfo {
  const out = backend.makeOutput([...info.filterShape], 'float32')
  const count = info.batchSize * info.outHeight * info.outWidth
  const columns = info.outChannels
  withMargins(backend, inputOf(backend, x, info), marginsOf(info), (padded) =>
    withSpace(backend, [4 * count], ([table]) => {
      const windows = fillWindows(backend, table!, padded, info)
      const b = { at: addressOf(backend, dy), rowStep: 4 * columns, columnStep: 4 }
      sumColumns(backend, { table: table!, count, windows, b, columns, to: addressOf(backend, out) })
    }),
  )
  return out
}

/** Along one axis, for the pixels of dx at one position modulo the stride: which taps reach them, and from which rows of dy. */
interface Phase {
  /** The highest tap, which a window over dy meets first; then every stride-th one below it. */
  highest: number
  count: number
  /** The first row of dy under the window of output 0; negative in the margin. */
  first: number
  /** Pixels of dx in this phase. */
  size: number
}

function phasesOf(info: { kernel: number; stride: number; before: number; size: number }): Phase[] {
  const { kernel, stride, before, size } = info
  return Array.from({ length: Math.min(stride, size) }, (_, position) => {
    const lowest = (position + before) % stride
    const count = Math.max(Math.ceil((kernel - lowest) / stride), 0)
    const last = (position + before - lowest) / stride
    return {
      highest: lowest + stride * (count - 1),
      count,
      first: last - count + 1,
      size: Math.ceil((size - position) / stride),
    }
  })
}

/** Rows that the phases' windows reach beyond dy, before and behind. */
function reachOf(phases: Phase[], length: number): [number, number] {
  const used = phases.filter(({ count }) => count > 0)
  const before = Math.max(0, ...used.map(({ first }) => -first))
  const behind = Math.max(0, ...used.map(({ first, count, size }) => first + size - 1 + count - length))
  return [before, behind]
}

/**
 * dx by sub-pixel phases: a stride s splits dx into s × s interleaved pictures, each an ordinary convolution of dy with every s-th
 * tap, so no zeros are multiplied; each is written to where its pixels belong.
 */
export function inputGradient(
  backend: WasmBackend,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: Info,
): tf.TensorInfo {
  const dx = backend.makeOutput([...info.inShape], 'float32')
  const { filterHeight, strideHeight, inHeight, filterWidth, strideWidth, inWidth, padInfo } = info
  const down = phasesOf({ kernel: filterHeight, stride: strideHeight, before: padInfo.top, size: inHeight })
  const across = phasesOf({ kernel: filterWidth, stride: strideWidth, before: padInfo.left, size: inWidth })
  const [top, bottom] = reachOf(down, info.outHeight)
  const [left, right] = reachOf(across, info.outWidth)
  const to = inputOf(backend, dx, info)
  const pixels = to.batch * to.height * to.width
  // Where the stride is larger than the filter, no tap reaches some pixels.
  if ([...down, ...across].some(({ count }) => count === 0)) {
    functionsOf(backend).clear!(to.at, 4 * pixels * to.channels)
  }
  const largest = down[0]!.size * across[0]!.size * info.batchSize
  const inner =
    Math.ceil(filterHeight / strideHeight) * Math.ceil(filterWidth / strideWidth) * info.outChannels
  withMargins(backend, outputOf(backend, dy, info), { top, left, bottom, right }, (padded) => {
    const sizes = [4 * largest, 4 * largest, panelBytes(inner, info.inChannels)]
    withSpace(backend, sizes, ([fromTable, toTable, packed]) => {
      for (const [i, row] of down.entries()) {
        for (const [j, column] of across.entries()) {
          if (row.count * column.count === 0) continue
          const start =
            padded.at + 4 * padded.channels * ((row.first + top) * padded.width + column.first + left)
          const space = { from: fromTable!, to: toTable!, packed: packed! }
          const place = { i, j, row, column, padded: { ...padded, at: start }, to }
          multiplyPhase(backend, { filter: addressOf(backend, filter), info, space, place })
        }
      }
    })
  })
  return dx
}

interface PhaseCall {
  filter: number
  info: Info
  space: { from: number; to: number; packed: number }
  /** `padded` begins at the first window. */
  place: { i: number; j: number; row: Phase; column: Phase; padded: Picture; to: Picture }
}

function multiplyPhase(backend: WasmBackend, { filter, info, space, place }: PhaseCall): void {
  const { i, j, row, column, padded, to } = place
  const { strideHeight, strideWidth, filterWidth, inChannels, outChannels } = info
  const functions = functionsOf(backend)
  const [pixel, line] = [4 * padded.channels, 4 * padded.channels * padded.width]
  functions.fillTable!(
    space.from,
    padded.at,
    ...[padded.batch, padded.height * line],
    ...[row.size, line],
    ...[column.size, pixel],
  )
  const [pixelTo, lineTo] = [4 * to.channels, 4 * to.channels * to.width]
  functions.fillTable!(
    space.to,
    to.at + i * lineTo + j * pixelTo,
    ...[to.batch, to.height * lineTo],
    ...[row.size, strideHeight * lineTo],
    ...[column.size, strideWidth * pixelTo],
  )
  const tap = 4 * inChannels * outChannels
  multiplyWindows(functions, {
    from: space.from,
    to: space.to,
    rows: padded.batch * row.size * column.size,
    windows: { runs: row.count, runLength: column.count * outChannels, runStep: line },
    packing: {
      to: space.packed,
      columns: inChannels,
      columnStep: 4 * outChannels,
      counts: [
        [row.count, -strideHeight * filterWidth * tap],
        [column.count, -strideWidth * tap],
        [outChannels, 4],
      ],
    },
    at: filter + (row.highest * filterWidth + column.highest) * tap,
  })
}
