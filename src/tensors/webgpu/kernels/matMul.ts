// Keeps matrix products from the one program of tfjs that adds up with atomics, in whatever order the GPU happens to run.
import type * as tf from '@tensorflow/tfjs-core'
import { replaceKernel, type Core, type KernelCall } from './program'

const flag = 'WEBGPU_MATMUL_PROGRAM_TYPE'
/** tfjs' numbers for its own choice, and for small tiles: many workgroups for a small result, each with one order of additions. */
const [ownChoice, smallTiles] = [-1, 2]
/** From this depth on tfjs splits a product that has few tiles; on no device does it count more than 32 of them as few. */
const splitDepth = 2000
const fewTiles = 32
/** Results of up to so many numbers are reduced in order, a workgroup each. */
const reducedSize = 128

/** The kernels that tfjs computes as one matrix product, some of them only for some sizes. */
export function installMatMul(core: Core): void {
  replaceKernel(core, 'BatchMatMul', (call, stock) => {
    const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo }
    const { transposeA, transposeB } = call.attrs as unknown as tf.BatchMatMulAttrs
    const rows = a.shape.at(transposeA ? -1 : -2)!
    const depth = a.shape.at(transposeA ? -2 : -1)!
    return withoutAtomics(core, { rows, columns: b.shape.at(transposeB ? -2 : -1)!, depth }, () =>
      stock(call),
    )
  })
  // A window of one pixel, or of the whole picture.
  replaceKernel(core, 'Conv2D', (call, stock) =>
    withoutAtomics(core, productOf(core, call), () => stock(call)),
  )
}

interface Product {
  rows: number
  columns: number
  depth: number
}

function productOf(core: Core, { inputs, attrs }: KernelCall): Product {
  const { x, filter } = inputs as { x: tf.TensorInfo; filter: tf.TensorInfo }
  const { strides, pad, dilations, dimRoundingMode } = attrs as unknown as tf.Conv2DAttrs
  const [from, window] = [x, filter].map(({ shape }) => shape) as [Shape, Shape]
  const info = core.backend_util.computeConv2DInfo(from, window, strides, dilations, pad, dimRoundingMode)
  return {
    rows: info.batchSize * info.outHeight * info.outWidth,
    columns: info.outChannels,
    depth: info.filterHeight * info.filterWidth * info.inChannels,
  }
}

type Shape = [number, number, number, number]

function withoutAtomics<Result>(core: Core, { rows, columns, depth }: Product, run: () => Result): Result {
  const tiles = Math.ceil(rows / 32) * Math.ceil(columns / 32)
  if (depth < splitDepth || tiles > fewTiles || rows * columns <= reducedSize) return run()
  core.env().set(flag, smallTiles)
  try {
    return run()
  } finally {
    core.env().set(flag, ownChoice)
  }
}
