// The gradient of a convolution by its filter: one matrix product whose left factor is read out of the picture.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { addParts } from './addParts'
import { fits, integers, replaceKernel, runProgram, type Core } from './program'
import {
  declareStages,
  declareSums,
  multiplyStages,
  shareOut,
  storeSums,
  tileDepth,
  tileFor,
  type Tile,
} from './tiledProduct'

type Info = tf.backend_util.Conv2DInfo

/** So many workgroups keep a large GPU busy; a result of fewer tiles is split along its depth. */
const wantedWorkgroups = 512
/** Shorter parts cost more in adding them up than they gain. */
const leastDepth = 256

/**
 * Stock gives one thread to each weight and lets it walk all pixels of the batch: 9 weights, 9 threads. Here the rows are taps ×
 * input channels, the columns output channels, the depth all output pixels. Parts of the depth go to different workgroups and are
 * added up in a fixed order by a second dispatch, without atomics, so that equal runs give equal bits.
 */
export function installFilterGradient(core: Core): void {
  replaceKernel(core, 'Conv2DBackpropFilter', (call, stock) => {
    const { x, dy } = call.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo }
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      call.attrs as unknown as tf.Conv2DBackpropFilterAttrs
    if (dataFormat !== 'NHWC') return stock(call)
    const shape = x.shape as [number, number, number, number]
    const info = core.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode)
    const backend = call.backend as WebGPUBackend
    const plan = planFilterGradient(info)
    if (!fits(backend, plan.workgroups)) return stock(call)
    const parts = runProgram(backend, programFor(plan), [x, dy], uniformsOf(info, plan))
    return addParts(backend, parts, [...filterShape])
  })
}

function planFilterGradient(info: Info) {
  const rows = info.filterHeight * info.filterWidth * info.inChannels
  const columns = info.outChannels
  const depth = info.batchSize * info.outHeight * info.outWidth
  const tile = tileFor(rows, columns)
  const [across, down] = [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)]
  const wanted = Math.min(Math.ceil(wantedWorkgroups / (across * down)), Math.ceil(depth / leastDepth))
  const depthOfPart = Math.ceil(depth / Math.max(wanted, 1) / tileDepth) * tileDepth
  const parts = Math.ceil(depth / depthOfPart)
  return { rows, columns, depth, tile, depthOfPart, parts, workgroups: [across, down, parts] as const }
}

type Plan = ReturnType<typeof planFilterGradient>

function uniformsOf(info: Info, { rows, columns, depth, depthOfPart }: Plan) {
  return integers(
    info.padInfo.top,
    info.padInfo.left,
    info.strideHeight,
    info.strideWidth,
    info.outHeight,
    info.outWidth,
    info.inHeight,
    info.inWidth,
    info.filterWidth,
    info.inChannels,
    rows,
    columns,
    depth,
    depthOfPart,
  )
}

const members = [
  'padTop',
  'padLeft',
  'strideY',
  'strideX',
  'outHeight',
  'outWidth',
  'inHeight',
  'inWidth',
  'filterWidth',
  'inChannels',
  'rows',
  'columns',
  'depth',
  'depthOfPart',
]

function programFor({ rows, columns, tile, parts, workgroups }: Plan) {
  return {
    name: `filterGradient ${tile.name}`,
    inputs: ['x', 'dy'],
    outputShape: [parts, rows, columns],
    workgroups,
    threads: tile.threads,
    uniforms: members.map((name) => `${name} : i32, `).join(''),
    code: codeFor(tile),
  }
}

/**
 * Taps of the tile's rows are decoded once, pixels of a stage once a stage, both by one thread for all: divisions are the slowest
 * thing that a GPU does. What lies outside is put so far off that every bounds check fails.
 */
function codeFor(tile: Tile): string {
  return `
    ${declareStages(tile)}
    var<workgroup> taps : array<vec3<i32>, ${tile.rows}>;
    var<workgroup> pixels : array<vec3<i32>, ${tileDepth}>;

    fn decodePixels(first : i32, end : i32) {
      if (i32(localIndex) < ${tileDepth}) {
        let pixel = first + i32(localIndex);
        let column = pixel % uniforms.outWidth;
        let line = pixel / uniforms.outWidth;
        let y = (line % uniforms.outHeight) * uniforms.strideY - uniforms.padTop;
        pixels[localIndex] = vec3<i32>((line / uniforms.outHeight) * uniforms.inHeight,
          select(-0x1000000, y, pixel < end), column * uniforms.strideX - uniforms.padLeft);
      }
    }

    fn store(row : i32, column : i32, number : f32) {
      let r = i32(workgroupId.y) * ${tile.rows} + row;
      let c = i32(workgroupId.x) * ${tile.columns} + column;
      if (r < uniforms.rows && c < uniforms.columns) {
        result[(i32(workgroupId.z) * uniforms.rows + r) * uniforms.columns + c] = number;
      }
    }

    fn main() {
      let columns = uniforms.columns;
      let firstColumn = i32(workgroupId.x) * ${tile.columns};
      let begin = i32(workgroupId.z) * uniforms.depthOfPart;
      let end = min(begin + uniforms.depthOfPart, uniforms.depth);
      ${shareOut(
        tile,
        tile.rows,
        'i',
        `let row = i32(workgroupId.y) * ${tile.rows} + i;
        let tap = row / uniforms.inChannels;
        let y = tap / uniforms.filterWidth;
        taps[i] = vec3<i32>(select(0x1000000, y, row < uniforms.rows),
          tap - y * uniforms.filterWidth, row - tap * uniforms.inChannels);`,
      )}
      decodePixels(begin, end);
      ${declareSums(tile)}
      workgroupBarrier();
      // The number of stages comes from a uniform: barriers must stand where all threads pass.
      for (var at = 0; at < uniforms.depthOfPart; at += ${tileDepth}) {
        ${shareOut(
          tile,
          tile.rows * tileDepth,
          'i',
          `let d = i / ${tile.rows};
        let r = i % ${tile.rows};
        let pixel = pixels[d];
        let tap = taps[r];
        let y = pixel.y + tap.x;
        let x0 = pixel.z + tap.y;
        var number = 0.0;
        if (y >= 0 && y < uniforms.inHeight && x0 >= 0 && x0 < uniforms.inWidth) {
          number = x[((pixel.x + y) * uniforms.inWidth + x0) * uniforms.inChannels + tap.z];
        }
        left[d][r] = number;`,
        )}
        ${shareOut(
          tile,
          tile.columns * tileDepth,
          'i',
          `let d = i / ${tile.columns};
        let c = i % ${tile.columns};
        let pixel = begin + at + d;
        var number = 0.0;
        if (pixel < end && firstColumn + c < columns) { number = dy[pixel * columns + firstColumn + c]; }
        right[d][c] = number;`,
        )}
        workgroupBarrier();
        decodePixels(begin + at + ${tileDepth}, end);
        ${multiplyStages(tile)}
        workgroupBarrier();
      }
      ${storeSums(tile)}
    }`
}
