// Sums over all axes but the last, such as the gradient of a bias: two stages, no transpose.
import { elementCount } from '../../../lib/format'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { addParts } from './addParts'
import { chunkCode, chunkUniforms, planChannels } from './channels'
import { integers, replaceKernel, runProgram, type Core } from './program'

/** Stock transposes the whole tensor first, so that each sum lies in a row: as many bytes again, and one workgroup a channel. */
export function installChannelSums(core: Core): void {
  replaceKernel(core, 'Sum', (call, stock) => {
    const x = call.inputs.x as tf.TensorInfo
    const { axis, keepDims } = call.attrs as unknown as tf.SumAttrs
    const axes = core.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b)
    const leading = axes.length > 0 && axes.every((at, index) => at === index)
    const kept = x.shape.slice(axes.length)
    if (!leading || kept.length === 0 || x.dtype !== 'float32' || elementCount(x.shape) === 0)
      return stock(call)
    const backend = call.backend as WebGPUBackend
    return sumLeading(backend, x, kept, [...(keepDims ? axes.map(() => 1) : []), ...kept])
  })
}

function sumLeading(
  backend: WebGPUBackend,
  x: tf.TensorInfo,
  kept: readonly number[],
  shape: number[],
): tf.TensorInfo {
  const channels = elementCount(kept)
  const plan = planChannels([elementCount(x.shape) / channels, channels])
  const parts = runProgram(
    backend,
    {
      name: `channelSums ${plan.threads[0]}`,
      inputs: ['x'],
      outputShape: [plan.chunks, channels],
      workgroups: plan.workgroups,
      threads: plan.threads,
      uniforms: chunkUniforms,
      code: chunkCode(
        plan,
        1,
        'fn row(at : i32, channel : i32) -> vec2<f32> { return vec2<f32>(x[at], 0.0); }',
      ),
    },
    [x],
    integers(plan.rows, channels, plan.rowsOfChunk),
  )
  return addParts(backend, parts, shape)
}
