// Our own operations as one dispatch each: a step of Adam, moving moments, and a gate on the sign of another tensor.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import type { HostBackend } from '../backend'
import { elementwise } from './elementwise'
import { runSeveral } from './launch'
import { integers, reals, runProgram, sizeOf, type Core } from './program'

/** Registers the kernels; they run on our own backend only, which can write several results at once. */
export function installFused(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.adam,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      stepAdam(
        core,
        backend as HostBackend,
        inputs as Record<AdamInput, tf.TensorInfo>,
        attrs as Record<AdamNumber, number>,
      ),
  })
  core.registerKernel({
    kernelName: fusedKernels.follow,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const reads = inputs as Record<'mean' | 'variance' | 'batchMean' | 'batchVariance', tf.TensorInfo>
      const { shape } = reads.mean
      return runSeveral(core, backend as HostBackend, {
        name: 'followMoments',
        results: { nextMean: shape, nextVariance: shape },
        reads,
        uniforms: { size: sizeOf(shape) },
        factors: attrs as Record<'momentum' | 'correction', number>,
        threads: 64,
        count: sizeOf(shape),
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
    kernelName: fusedKernels.gate,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, values } = inputs as Record<'x' | 'values', tf.TensorInfo>
      const program = elementwise('gate', x.shape, {
        inputs: ['x', 'values'],
        uniforms: 'slope : f32, ',
        body: 'result[at] = select(uniforms.slope, 1.0, x[at] > 0.0) * values[at];',
      })
      const slope = (attrs as unknown as { slope: number }).slope
      return runProgram(
        backend as WebGPUBackend,
        program,
        [x, values],
        [...integers(sizeOf(x.shape)), ...reals(slope)],
      )
    },
  })
}

/**
 * All of it in one pass over memory: as ordinary operations it takes 14 dispatches for each weight, which is most of the dispatches
 * of a small network's round. A thread walks the weight in strides, so that one dispatch serves any size.
 */
const adamBody = `
    for (var at = id; at < uniforms.size; at += together) {
      let slope = gradient[at];
      let m = mean[at] * numbers[0] + slope * numbers[1];
      let v = square[at] * numbers[2] + slope * slope * numbers[3];
      nextMean[at] = m;
      nextSquare[at] = v;
      nextWeight[at] = weight[at] - numbers[4] * m / (sqrt(v) + numbers[5]);
    }`

function stepAdam(
  core: Core,
  backend: HostBackend,
  { weight, gradient, mean, square }: Record<AdamInput, tf.TensorInfo>,
  { beta_1, beta_2, step, epsilon }: Record<AdamNumber, number>,
): tf.TensorInfo[] {
  const { shape } = weight
  // As a tensor: step and epsilon change at every update, and what uniforms hold is kept.
  const values = Float32Array.of(beta_1, 1 - beta_1, beta_2, 1 - beta_2, step, epsilon)
  const numbers = backend.makeTensorInfo([values.length], 'float32', values)
  const size = sizeOf(shape)
  const outputs = runSeveral(core, backend, {
    name: 'adamStep',
    results: { nextWeight: shape, nextMean: shape, nextSquare: shape },
    reads: { weight, gradient, mean, square, numbers },
    uniforms: { size },
    threads: 128,
    count: size,
    body: adamBody,
  })
  backend.disposeData(numbers.dataId)
  return outputs
}

type AdamInput = 'weight' | 'gradient' | 'mean' | 'square'
type AdamNumber = 'beta_1' | 'beta_2' | 'step' | 'epsilon'
