// Our fused operations on wasm: each one pass over memory, and one call from JavaScript.
import { elementCount } from '../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../fused'
import { normalise, normaliseGradient } from './kernels/batchNorm'
import { addressOf, functionsOf, type WasmBackend } from './kernels/module'
import { standardise, standardiseGradient } from './kernels/standardise'

type Core = typeof tf

/** Registers the kernels; the wasm backend's module must be loaded before. */
export function installWasmFused(core: Core): void {
  // As ordinary operations 14 passes and 14 calls for each weight: half of the calls of a round of small networks.
  core.registerKernel({
    kernelName: fusedKernels.adam,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend: any }) => {
      const backend = any as WasmBackend
      const { weight, gradient, mean, square } = inputs as Record<string, tf.TensorInfo>
      const { beta_1, beta_2, rate, epsilon } = attrs as Record<string, number>
      const outputs = [0, 1, 2].map(() => backend.makeOutput(weight!.shape, 'float32'))
      const [toWeight, toMean, toSquare] = outputs.map((out) => addressOf(backend, out))
      functionsOf(backend).adamStep!(
        ...[gradient, mean, square, weight].map((tensor) => addressOf(backend, tensor!)),
        ...[toMean!, toSquare!, toWeight!, elementCount(weight!.shape)],
        ...[beta_1!, 1 - beta_1!, beta_2!, 1 - beta_2!, -rate!, epsilon!],
      )
      return outputs
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.rectify,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, values } = inputs as Record<'x' | 'values', tf.TensorInfo>
      return rectifyOn(backend as WasmBackend, x, values, (attrs as unknown as { slope: number }).slope)
    },
  })
  // As ordinary operations some 35 calls and 11 passes.
  core.registerKernel({
    kernelName: fusedKernels.normalise,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const call = { ...inputs, ...attrs } as unknown as Parameters<typeof normalise>[1]
      return normalise(backend as WasmBackend, call)
    },
  })
  core.registerKernel({
    kernelName: fusedKernels.normaliseGradient,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) =>
      normaliseGradient(backend as WasmBackend, inputs as Parameters<typeof normaliseGradient>[1]),
  })
  installStandardise(core)
}

function installStandardise(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.standardise,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      standardise(backend as WasmBackend, inputs.x!, attrs as unknown as Parameters<typeof standardise>[2]),
  })
  core.registerKernel({
    kernelName: fusedKernels.standardiseGradient,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const given = inputs as Parameters<typeof standardiseGradient>[1]
      return standardiseGradient(backend as WasmBackend, given, attrs as unknown as { groups: number })
    },
  })
}

/** `values` where x is above 0, and `slope` times them elsewhere. */
export function rectifyOn(
  backend: WasmBackend,
  x: tf.TensorInfo,
  values: tf.TensorInfo,
  slope: number,
): tf.TensorInfo {
  const out = backend.makeOutput(x.shape, 'float32')
  const size = elementCount(x.shape)
  const [from, at, to] = [x, values, out].map((tensor) => addressOf(backend, tensor))
  functionsOf(backend).rectify!(from!, at!, to!, size, slope)
  return out
}
