// The gradient of a convolution by its input, which is the transposed convolution: one matrix product for each phase of the stride.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
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

/**
 * Stock gives one thread to each number and lets it try all taps, of which a stride of 2 uses a quarter. Pixels of one phase (their
 * place modulo the stride) use the same taps, so a phase is a dense product: rows are its pixels, columns input channels, depth its
 * taps × output channels. All phases are one dispatch; a stride of 1 is the case of one phase.
 */
export function installInputGradient(core: Core): void {
  replaceKernel(core, 'Conv2DBackpropInput', (call, stock) => {
    const { dy, filter } = call.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo }
    const { inputShape, strides, pad, dataFormat, dimRoundingMode } =
      call.attrs as unknown as tf.Conv2DBackpropInputAttrs
    if (dataFormat !== 'NHWC') return stock(call)
    const shape = filter.shape as [number, number, number, number]
    const info = core.backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode)
    const backend = call.backend as WebGPUBackend
    const plan = planInputGradient(info)
    if (!fits(backend, plan.workgroups)) return stock(call)
    return runProgram(backend, programFor(info, plan), [dy, filter], uniformsOf(info))
  })
}

function planInputGradient(info: Info) {
  const { strideHeight, strideWidth, batchSize, inHeight, inWidth, inChannels } = info
  const rows = batchSize * Math.ceil(inHeight / strideHeight) * Math.ceil(inWidth / strideWidth)
  const tile = tileFor(rows, inChannels)
  const across = Math.ceil(inChannels / tile.columns)
  const workgroups = [across, Math.ceil(rows / tile.rows), strideHeight * strideWidth] as const
  return { tile, workgroups }
}

function uniformsOf(info: Info) {
  return integers(
    info.padInfo.top,
    info.padInfo.left,
    info.strideHeight,
    info.strideWidth,
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.outChannels,
  )
}

const members = [
  'padTop',
  'padLeft',
  'strideY',
  'strideX',
  'batchSize',
  'inHeight',
  'inWidth',
  'inChannels',
  'outHeight',
  'outWidth',
  'filterHeight',
  'filterWidth',
  'outChannels',
]

function programFor(info: Info, { tile, workgroups }: ReturnType<typeof planInputGradient>) {
  return {
    name: `inputGradient ${tile.name}`,
    inputs: ['dy', 'w'],
    outputShape: info.inShape,
    workgroups,
    threads: tile.threads,
    uniforms: members.map((name) => `${name} : i32, `).join(''),
    code: codeFor(tile),
  }
}

/**
 * A thread stages one place of the depth for several pixels and several columns, so it decodes its tap once a stage. Neighbours
 * read neighbouring output channels of both factors. The number of stages differs by phase and is handed out by one thread, because
 * barriers must stand where all threads pass.
 */
function codeFor(tile: Tile): string {
  return `
    ${declareStages(tile)}
    var<workgroup> pixels : array<vec3<i32>, ${tile.rows}>;
    var<workgroup> places : array<i32, ${tile.rows}>;
    var<workgroup> depthOfPhase : i32;

    // The first pixel of a phase, and how many there are along one side.
    fn firstOf(phase : i32, pad : i32, stride : i32) -> i32 { return (((phase - pad) % stride) + stride) % stride; }
    fn countOf(first : i32, side : i32, stride : i32) -> i32 { return select(0, (side - first + stride - 1) / stride, first < side); }

    fn store(row : i32, column : i32, number : f32) {
      let c = i32(workgroupId.x) * ${tile.columns} + column;
      if (places[row] >= 0 && c < uniforms.inChannels) { result[places[row] * uniforms.inChannels + c] = number; }
    }

    fn main() {
      let strideY = uniforms.strideY;
      let strideX = uniforms.strideX;
      let phaseY = i32(workgroupId.z) / strideX;
      let phaseX = i32(workgroupId.z) % strideX;
      let height = uniforms.inHeight;
      let width = uniforms.inWidth;
      let columns = uniforms.inChannels;
      let firstColumn = i32(workgroupId.x) * ${tile.columns};
      let firstY = firstOf(phaseY, uniforms.padTop, strideY);
      let firstX = firstOf(phaseX, uniforms.padLeft, strideX);
      let countY = countOf(firstY, height, strideY);
      let countX = countOf(firstX, width, strideX);
      let tapsY = countOf(phaseY, uniforms.filterHeight, strideY);
      let tapsX = countOf(phaseX, uniforms.filterWidth, strideX);
      let depth = tapsY * tapsX * uniforms.outChannels;
      if (localIndex == 0u) { depthOfPhase = depth; }
      ${shareOut(
        tile,
        tile.rows,
        'i',
        `let row = i32(workgroupId.y) * ${tile.rows} + i;
        let line = row / max(countX, 1);
        let sample = line / max(countY, 1);
        let y = firstY + (line - sample * countY) * strideY;
        let x = firstX + (row - line * countX) * strideX;
        let inside = countX > 0 && countY > 0 && sample < uniforms.batchSize;
        places[i] = select(-1, (sample * height + y) * width + x, inside);
        pixels[i] = vec3<i32>(sample * uniforms.outHeight,
          select(-0x1000000, (y + uniforms.padTop - phaseY) / strideY, inside), (x + uniforms.padLeft - phaseX) / strideX);`,
      )}
      ${declareSums(tile)}
      let end = workgroupUniformLoad(&depthOfPhase);
      let d = i32(localIndex) % ${tileDepth};
      for (var at = 0; at < end; at += ${tileDepth}) {
        let tap = (at + d) / uniforms.outChannels;
        let channel = at + d - tap * uniforms.outChannels;
        let tapY = tap / max(tapsX, 1);
        let tapX = tap - tapY * tapsX;
        let valid = at + d < end;
        let weights = ((phaseY + strideY * tapY) * uniforms.filterWidth + phaseX + strideX * tapX) * columns;
        ${shareOut(
          tile,
          tile.rows * tileDepth,
          'i',
          `let r = i / ${tileDepth};
        let pixel = pixels[r];
        let y = pixel.y - tapY;
        let x = pixel.z - tapX;
        var number = 0.0;
        if (valid && y >= 0 && y < uniforms.outHeight && x >= 0 && x < uniforms.outWidth) {
          number = dy[((pixel.x + y) * uniforms.outWidth + x) * uniforms.outChannels + channel];
        }
        left[d][r] = number;`,
        )}
        ${shareOut(
          tile,
          tile.columns * tileDepth,
          'i',
          `let c = i / ${tileDepth};
        var number = 0.0;
        if (valid && firstColumn + c < columns) {
          number = w[(weights + firstColumn + c) * uniforms.outChannels + channel];
        }
        right[d][c] = number;`,
        )}
        workgroupBarrier();
        ${multiplyStages(tile)}
        workgroupBarrier();
      }
      ${storeSums(tile)}
    }`
}
