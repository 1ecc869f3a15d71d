// Batch norm in training: moments of the channels, the normalised numbers, and all three gradients, in three dispatches each way.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import type { HostBackend } from '../backend'
import { chunkCode, chunkUniforms, planChannels } from './channels'
import { elementwise } from './elementwise'
import { runSeveral } from './launch'
import { integers, reals, runProgram, sizeOf, type Core } from './program'

type Tensors<Name extends string> = Record<Name, tf.TensorInfo>

/** Registers the kernels of `batchNormTrain` (see `fusedKernels`). */
export function installBatchNorm(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.normalise,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, scale, offset } = inputs as Tensors<'x' | 'scale' | 'offset'>
      const moments = momentsOf(core, backend as HostBackend, x, (attrs as { epsilon: number }).epsilon)
      const [mean, , inverse] = moments
      return [normalise(backend as HostBackend, { x, mean, inverse, scale, offset }), ...moments]
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.normaliseGradient,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend }) =>
      differentiate(core, backend as HostBackend, inputs as Tensors<GradientInput>),
  })
}

type Moments = [mean: tf.TensorInfo, variance: tf.TensorInfo, inverse: tf.TensorInfo]
type GradientInput = 'dy' | 'x' | 'scale' | 'centre' | 'inverse'

/**
 * Mean, biased variance and 1 / √(variance + ε) of each channel, x read once: sums of what stands out over the channel's first
 * number, and of its square. That number lies among the others, so that little cancels where the mean is far from 0.
 */
function momentsOf(core: Core, backend: HostBackend, x: tf.TensorInfo, epsilon: number): Moments {
  const row = `
    fn row(at : i32, channel : i32) -> vec2<f32> {
      let over = x[at] - x[channel];
      return vec2<f32>(over, over * over);
    }`
  const { parts, plan } = sumInChunks(backend, 'moments', { x }, row)
  const { channels, chunks, rows } = plan
  const results = runSeveral(core, backend, {
    name: 'finishMoments',
    results: { mean: [channels], variance: [channels], inverse: [channels] },
    reads: { x, parts },
    uniforms: { channels, chunks, rows },
    factors: { epsilon },
    threads: 64,
    count: channels,
    body: `
    for (var at = id; at < uniforms.channels; at += together) {
      ${addChunks}
      let over = sum.x / f32(uniforms.rows);
      mean[at] = x[at] + over;
      variance[at] = max(sum.y / f32(uniforms.rows) - over * over, 0.0);
      inverse[at] = inverseSqrt(variance[at] + uniforms.epsilon);
    }`,
  })
  backend.disposeData(parts.dataId)
  return results as Moments
}

const addChunks = `
      var sum = vec2<f32>(0.0);
      for (var chunk = 0u; chunk < uniforms.chunks; chunk++) {
        let place = chunk * 2u * uniforms.channels + at;
        sum += vec2<f32>(parts[place], parts[place + uniforms.channels]);
      }`

function normalise(
  backend: HostBackend,
  reads: Tensors<'x' | 'inverse' | 'scale' | 'offset'> & { mean: tf.TensorInfo },
): tf.TensorInfo {
  const { shape } = reads.x
  const program = elementwise('normalise', shape, {
    inputs: Object.keys(reads),
    uniforms: 'channels : i32, ',
    body: `let channel = at % uniforms.channels;
        result[at] = (x[at] - mean[channel]) * (scale[channel] * inverse[channel]) + offset[channel];`,
  })
  return run(backend, program, Object.values(reads), integers(sizeOf(shape), sizeOf(reads.mean.shape)))
}

/** dx = scale / σ · (dy − mean(dy) − x̂ · mean(dy · x̂)), and the sums of dy · x̂ and of dy for scale and offset. */
function differentiate(
  core: Core,
  backend: HostBackend,
  { dy, x, scale, centre, inverse }: Tensors<GradientInput>,
): tf.TensorInfo[] {
  const row = `
    fn row(at : i32, channel : i32) -> vec2<f32> {
      return vec2<f32>(dy[at], dy[at] * (x[at] - centre[channel]));
    }`
  const { parts, plan } = sumInChunks(backend, 'normaliseSums', { dy, x, centre }, row)
  const { channels, chunks } = plan
  const [byScale, byOffset] = runSeveral(core, backend, {
    name: 'finishNormaliseSums',
    results: { byScale: [channels], byOffset: [channels] },
    reads: { parts, inverse },
    uniforms: { channels, chunks },
    threads: 64,
    count: channels,
    body: `
    for (var at = id; at < uniforms.channels; at += together) {
      ${addChunks}
      byOffset[at] = sum.x;
      byScale[at] = sum.y * inverse[at];
    }`,
  }) as [tf.TensorInfo, tf.TensorInfo]
  backend.disposeData(parts.dataId)
  const reads = { dy, x, centre, inverse, scale, byScale, byOffset }
  const program = elementwise('normaliseGradient', x.shape, {
    inputs: Object.keys(reads),
    uniforms: 'channels : i32, share : f32, ',
    body: `let channel = at % uniforms.channels;
        let along = (x[at] - centre[channel]) * inverse[channel] * byScale[channel];
        result[at] = scale[channel] * inverse[channel] * (dy[at] - uniforms.share * (byOffset[channel] + along));`,
  })
  const uniforms = [...integers(sizeOf(x.shape), channels), ...reals(1 / plan.rows)]
  return [run(backend, program, Object.values(reads), uniforms), byScale, byOffset]
}

/** Our backend is tfjs' with other insides, which its types do not show. */
function run(backend: HostBackend, ...given: Rest<Parameters<typeof runProgram>>): tf.TensorInfo {
  return runProgram(backend as unknown as WebGPUBackend, ...given)
}
type Rest<All extends unknown[]> = All extends [unknown, ...infer Others] ? Others : never

/** Two sums for each channel, in parts; `row` says what is summed. */
function sumInChunks(backend: HostBackend, name: string, inputs: Record<string, tf.TensorInfo>, row: string) {
  const [first] = Object.values(inputs)
  const plan = planChannels(first!.shape)
  const parts = run(
    backend,
    {
      name: `${name} ${plan.threads[0]}`,
      inputs: Object.keys(inputs),
      outputShape: [plan.chunks, 2, plan.channels],
      workgroups: plan.workgroups,
      threads: plan.threads,
      uniforms: chunkUniforms,
      code: chunkCode(plan, 2, row),
    },
    Object.values(inputs),
    integers(plan.rows, plan.channels, plan.rowsOfChunk),
  )
  return { parts, plan }
}
