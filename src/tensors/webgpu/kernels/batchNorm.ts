// Batch norm in training with the rectifier after it: moments of the channels, the normalised numbers, and all three gradients, in three
// dispatches each way.
import { elementCount } from '../../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import type { HostBackend } from '../backend'
import { sumInChunks } from './channelMoments'
import { elementwise } from './elementwise'
import { runSeveral } from './launch'
import { integers, reals, runOn, type Core } from './program'

type Tensors<Name extends string> = Record<Name, tf.TensorInfo>

/** Registers the kernels of `batchNormTrain` (see `fusedKernels`); without a rectifier, the slope is 1. */
export function installBatchNorm(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.normaliseRectified,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, scale, offset } = inputs as Tensors<'x' | 'scale' | 'offset'>
      const { epsilon, slope } = attrs as Record<'epsilon' | 'slope', number>
      const moments = momentsOf(core, backend as HostBackend, x, epsilon)
      const [centre, , inverse] = moments
      const reads = { x, centre, inverse, scale, offset }
      return [normalise(backend as HostBackend, reads, slope), ...moments]
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.normaliseRectifiedGradient,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      differentiate(
        core,
        backend as HostBackend,
        inputs as Tensors<GradientInput>,
        (attrs as { slope: number }).slope,
      ),
  })
}

type Moments = [mean: tf.TensorInfo, variance: tf.TensorInfo, inverse: tf.TensorInfo]
type ForwardInput = 'x' | 'centre' | 'inverse' | 'scale' | 'offset'
type GradientInput = 'dy' | ForwardInput

/**
 * What y is multiplied by, as `rectifier` of `../../fused` has it: `over` is x beyond the mean. Forward and backward work y out from the
 * same numbers in the same way, so the rectifier is open for the gradient where it was for y.
 */
const openCode = `
    fn open(over : f32, gain : f32, shift : f32) -> f32 {
      return select(uniforms.slope, 1.0, over * gain + shift > 0.0);
    }`

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
  const { parts, plan } = sumInChunks(backend, { name: 'moments', inputs: { x }, row })
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

function normalise(backend: HostBackend, reads: Tensors<ForwardInput>, slope: number): tf.TensorInfo {
  const { shape } = reads.x
  const program = elementwise('normalise', shape, {
    inputs: Object.keys(reads),
    uniforms: 'channels : i32, slope : f32, ',
    before: openCode,
    body: `let channel = at % uniforms.channels;
        let over = x[at] - centre[channel];
        let gain = scale[channel] * inverse[channel];
        result[at] = (over * gain + offset[channel]) * open(over, gain, offset[channel]);`,
  })
  const uniforms = [...integers(elementCount(shape), elementCount(reads.centre.shape)), ...reals(slope)]
  return runOn(backend, program, Object.values(reads), uniforms)
}

/**
 * dx = scale / σ · (dy − mean(dy) − x̂ · mean(dy · x̂)), and the sums of dy · x̂ and of dy for scale and offset, where dy is what the
 * rectifier lets through. What dx needs of a channel goes by one tensor: a device may bind no more than 8.
 */
function differentiate(
  core: Core,
  backend: HostBackend,
  { dy, x, scale, offset, centre, inverse }: Tensors<GradientInput>,
  slope: number,
): tf.TensorInfo[] {
  const row = `${openCode}
    fn row(at : i32, channel : i32) -> vec2<f32> {
      let over = x[at] - centre[channel];
      let passed = dy[at] * open(over, scale[channel] * inverse[channel], offset[channel]);
      return vec2<f32>(passed, passed * over);
    }`
  const inputs = { dy, x, centre, inverse, scale, offset }
  const { parts, plan } = sumInChunks(backend, { name: 'normaliseSums', inputs, row, slope })
  const { channels, chunks, rows } = plan
  const [byScale, byOffset, factors] = runSeveral(core, backend, {
    name: 'finishNormaliseSums',
    results: { byScale: [channels], byOffset: [channels], factors: [3, channels] },
    reads: { parts, scale, inverse },
    uniforms: { channels, chunks, rows },
    threads: 64,
    count: channels,
    body: `
    for (var at = id; at < uniforms.channels; at += together) {
      ${addChunks}
      let product = sum.y * inverse[at];
      byOffset[at] = sum.x;
      byScale[at] = product;
      let gain = scale[at] * inverse[at];
      let share = gain / f32(uniforms.rows);
      factors[at] = gain;
      factors[uniforms.channels + at] = share * sum.x;
      factors[2u * uniforms.channels + at] = share * inverse[at] * product;
    }`,
  }) as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo]
  const reads = { dy, x, centre, offset, factors }
  const program = elementwise('normaliseGradient', x.shape, {
    inputs: Object.keys(reads),
    uniforms: 'channels : i32, slope : f32, ',
    before: openCode,
    body: `let channel = at % uniforms.channels;
        let over = x[at] - centre[channel];
        let gain = factors[channel];
        let level = factors[uniforms.channels + channel];
        let along = factors[2 * uniforms.channels + channel];
        let passed = dy[at] * open(over, gain, offset[channel]);
        result[at] = gain * passed - level - along * over;`,
  })
  const uniforms = [...integers(elementCount(x.shape), channels), ...reals(slope)]
  const dx = runOn(backend, program, Object.values(reads), uniforms)
  for (const { dataId } of [parts, factors]) backend.disposeData(dataId)
  return [dx, byScale, byOffset]
}
