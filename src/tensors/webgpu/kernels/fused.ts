// Our own operations as one dispatch each: a step of Adam, moving moments and averages, and a rectifier on the sign of another tensor.
import { elementCount } from '../../../lib/format'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import type { HostBackend } from '../backend'
import { elementwise } from './elementwise'
import { runSeveral } from './launch'
import { integers, reals, runProgram, type Core } from './program'

/** Registers the kernels; they run on our own backend only, which can write several results at once. */
export function installFused(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.adam,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      stepAdam(
        core,
        backend as HostBackend,
        inputs as unknown as AdamInputs,
        attrs as Record<'beta_1' | 'beta_2', number> & Partial<Record<AdamNumber, number>>,
      ),
  })
  core.registerKernel({
    kernelName: fusedKernels.follow,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const reads = inputs as unknown as MomentInputs & Record<string, tf.TensorInfo>
      const { shape } = reads.mean
      return runSeveral(core, backend as HostBackend, {
        name: 'followMoments',
        results: { nextMean: shape, nextVariance: shape },
        reads,
        uniforms: { size: elementCount(shape) },
        factors: attrs as Record<'momentum' | 'correction', number>,
        threads: 64,
        count: elementCount(shape),
        body: `
    for (var at = id; at < uniforms.size; at += together) {
      let share = 1.0 - uniforms.momentum;
      nextMean[at] = mean[at] * uniforms.momentum + batchMean[at] * share;
      nextVariance[at] = variance[at] * uniforms.momentum + batchVariance[at] * (share * uniforms.correction);
    }`,
      })
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.average,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { average, value } = inputs as unknown as { average: tf.TensorInfo; value: tf.TensorInfo }
      return runSeveral(core, backend as HostBackend, {
        name: 'followAverage',
        changes: { average },
        reads: { value },
        uniforms: { size: elementCount(average.shape) },
        factors: attrs as Record<'share', number>,
        threads: 128,
        count: elementCount(average.shape),
        body: `
    for (var at = id; at < uniforms.size; at += together) {
      average[at] = average[at] + (value[at] - average[at]) * uniforms.share;
    }`,
      })
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.rectify,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, values } = inputs as Record<'x' | 'values', tf.TensorInfo>
      const program = elementwise('rectify', x.shape, {
        inputs: ['x', 'values'],
        uniforms: 'slope : f32, ',
        body: 'result[at] = select(uniforms.slope, 1.0, x[at] > 0.0) * values[at];',
      })
      const slope = (attrs as unknown as { slope: number }).slope
      return runProgram(
        backend as WebGPUBackend,
        program,
        [x, values],
        [...integers(elementCount(x.shape)), ...reals(slope)],
      )
    },
  })
}

/**
 * All of it in one pass over memory: as ordinary operations it takes 14 dispatches for each weight, which is most of the dispatches
 * of a small network's round. A thread walks the weight in strides, so that one dispatch serves any size. In place: the largest
 * weights would need three more buffers of their size, and some devices bind no more than 8 at once.
 */
const adamBody = `
    for (var at = id; at < uniforms.size; at += together) {
      let slope = gradient[at];
      let m = mean[at] * uniforms.beta_1 + slope * uniforms.rest_1;
      let v = square[at] * uniforms.beta_2 + slope * slope * uniforms.rest_2;
      mean[at] = m;
      square[at] = v;
      weight[at] = weight[at] - rate[0] * m / (sqrt(v) + epsilon[0]);
    }`

/** rate and epsilon change at every update. They are inputs where a replay changes them, and numbers elsewhere. */
function stepAdam(
  core: Core,
  backend: HostBackend,
  inputs: AdamInputs,
  numbers: Record<'beta_1' | 'beta_2', number> & Partial<Record<AdamNumber, number>>,
): tf.TensorInfo[] {
  const { weight, gradient, mean, square } = inputs
  const { beta_1, beta_2 } = numbers
  const made: tf.TensorInfo[] = []
  const tensorOf = (name: AdamNumber) => {
    const given = inputs[name]
    if (given !== undefined) return given
    made.push(backend.makeTensorInfo([1], 'float32', Float32Array.of(numbers[name]!)))
    return made.at(-1)!
  }
  const [rate, epsilon] = [tensorOf('rate'), tensorOf('epsilon')]
  const outputs = runSeveral(core, backend, {
    name: 'adamStep',
    changes: { weight, mean, square },
    reads: { gradient, rate, epsilon },
    uniforms: { size: elementCount(weight.shape) },
    factors: { beta_1, rest_1: 1 - beta_1, beta_2, rest_2: 1 - beta_2 },
    threads: 128,
    count: elementCount(weight.shape),
    body: adamBody,
  })
  for (const { dataId } of made) backend.disposeData(dataId)
  return outputs
}

interface AdamInputs extends Partial<Record<AdamNumber, tf.TensorInfo>> {
  weight: tf.TensorInfo
  gradient: tf.TensorInfo
  mean: tf.TensorInfo
  square: tf.TensorInfo
}
interface MomentInputs {
  mean: tf.TensorInfo
  variance: tf.TensorInfo
  batchMean: tf.TensorInfo
  batchVariance: tf.TensorInfo
}
type AdamNumber = 'rate' | 'epsilon'
