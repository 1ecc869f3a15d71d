// Random tensors made where they are used: the streams of `src/lib/random.ts`, for 8 uploaded bytes each.
import { elementCount } from '../../../lib/format'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import { elementwise } from './elementwise'
import { integers, runProgram, type Core } from './program'

/** Registers the kernels, which make a tensor of a shape from a stream's key. */
export function installRandom(core: Core): void {
  const register = (kernelName: string, numberAt: string) =>
    core.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, attrs, backend }) => {
        const { shape } = attrs as unknown as { shape: readonly number[] }
        const program = elementwise(kernelName, shape, {
          inputs: ['key'],
          before: streams,
          body: `let index = u32(at);
        result[at] = ${numberAt};`,
        })
        const { key } = inputs as Record<'key', tf.TensorInfo>
        return runProgram(backend as WebGPUBackend, program, [key], integers(elementCount(shape)))
      },
    })
  register(fusedKernels.uniform, 'f32(bitsAt(index) >> 8u) / 16777216.0')
  register(fusedKernels.normal, 'radiusAt(2u * index) * cosineAt(2u * index + 1u)')
}

/**
 * As `randomStream`: the same bits, and normal numbers that differ from its own by rounding. The sine and cosine are series of our own,
 * and so is the logarithm near 1: WGSL promises no more than three digits of the former and six of the latter.
 */
const streams = `
    fn mixed(bits : u32) -> u32 {
      var x = bits;
      x = (x ^ (x >> 16u)) * 0x85ebca6bu;
      x = (x ^ (x >> 13u)) * 0xc2b2ae35u;
      return x ^ (x >> 16u);
    }
    fn bitsAt(index : u32) -> u32 {
      return mixed(mixed((index * 0x9e3779b9u) ^ bitcast<u32>(key[0])) + bitcast<u32>(key[1]));
    }
    // The root of −2 log u, where u = (bits + ½) / 2³².
    fn radiusAt(index : u32) -> f32 {
      let bits = bitsAt(index);
      let fromZero = (f32(bits) + 0.5) / 4294967296.0;
      let fromOne = (f32(~bits) + 0.5) / 4294967296.0;
      let nearOne = fromOne * (1.0 + fromOne * (0.5 + fromOne * (1.0 / 3.0 + fromOne * (0.25 + fromOne * 0.2))));
      return sqrt(2.0 * select(-log(fromZero), nearOne, fromOne < 0.015625));
    }
    // cos 2π bits / 2³²: a quarter turn, and what is left of it on either side.
    fn cosineAt(index : u32) -> f32 {
      let bits = bitsAt(index);
      let quarter = (bits + 0x20000000u) >> 30u;
      let x = f32(bitcast<i32>(bits - (quarter << 30u))) * 1.4629180792671596e-9;
      let square = x * x;
      let cosine = 1.0 + square * (-0.5 + square * (1.0 / 24.0 + square * (-1.0 / 720.0 + square / 40320.0)));
      let sine = x * (1.0 + square * (-1.0 / 6.0 + square * (1.0 / 120.0 + square * (-1.0 / 5040.0 + square / 362880.0))));
      let size = select(cosine, sine, (quarter & 1u) == 1u);
      return select(size, -size, quarter == 1u || quarter == 2u);
    }`
