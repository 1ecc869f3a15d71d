// Random tensors as a pure function of (seed, step, path): the same place in the same step draws the same numbers.
import { elementCount } from '../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import type { RandomOps } from '../kinds/types'
import { randomStream, streamKey, type Stream } from '../lib/random'
import { feed } from './feed'
import { fusedKernels, runFused } from './fused'

interface Distribution {
  kernel: string
  numberAt: (stream: Stream, index: number) => number
}

/** What a backend's own generator is called, and the same number from a stream, for backends that have none. */
const distributions: Record<keyof RandomOps, Distribution> = {
  normal: { kernel: fusedKernels.normal, numberAt: (stream, index) => stream.normal(index) },
  // 24 bits: a float32 of more would round up to 1 now and then.
  uniform: {
    kernel: fusedKernels.uniform,
    numberAt: (stream, index) => (stream.bits(index) >>> 8) / 16_777_216,
  },
}

/**
 * Draws for one place of the program in one step. The first draw of a place, the second and so on come from streams of their
 * own, so a kind may draw more than once.
 */
export function randomOps(
  ops: typeof tf,
  { seed, step, path }: { seed: number; step: number; path: string },
): RandomOps {
  let draws = 0
  const draw = ({ kernel, numberAt }: Distribution, shape: readonly number[]) => {
    const place = `${path}#${draws++}`
    if (ops.getKernel(kernel, ops.getBackend())) {
      const keyOf = (step: number) => Int32Array.from(streamKey(seed, step, place))
      const key = feed(ops, keyOf, { step, shape: [2], dtype: 'int32' })
      return runFused(ops, kernel, { key }, { shape }) as tf.Tensor
    }
    const produce = (step: number) => {
      const stream = randomStream(seed, step, place)
      const numbers = new Float32Array(elementCount(shape))
      for (let index = 0; index < numbers.length; index++) numbers[index] = numberAt(stream, index)
      return numbers
    }
    return feed(ops, produce, { step, shape, dtype: 'float32' })
  }
  return {
    normal: (shape) => draw(distributions.normal, shape),
    uniform: (shape) => draw(distributions.uniform, shape),
  }
}
