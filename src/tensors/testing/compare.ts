// Compares what a computation gives on the webgpu backend with the cpu backend's numbers; for tests.
import type * as tf from '@tensorflow/tfjs-core'
import { randomStream, type Stream } from '../../lib/random'

/** A whole number below `count`. */
export function randomWhole(stream: Stream, index: number, count: number): number {
  return Math.floor(stream.uniform(index) * count)
}

/** Standard normal numbers that depend on the name and the place alone. */
export function randomTensor(core: typeof tf, name: string, shape: number[]): tf.Tensor {
  const stream = randomStream(1, 0, name)
  const size = shape.reduce((product, side) => product * side, 1)
  return core.tensor(
    Float32Array.from({ length: size }, (_, index) => stream.normal(index)),
    shape,
  )
}

export interface Comparison {
  /** The largest difference from the cpu backend's numbers, as a share of the largest number. Infinite where shapes differ. */
  error: number
  /** Whether two runs on webgpu gave the same bits. */
  repeats: boolean
}

/**
 * Runs `compute` twice on webgpu and once on cpu. It makes its inputs afresh: nothing may be read back synchronously here, as a
 * move between backends would.
 */
export async function compareWithCpu(
  core: typeof tf,
  compute: () => tf.Tensor | tf.Tensor[],
): Promise<Comparison> {
  const read = async (backend: string) => {
    await core.setBackend(backend)
    const results = [core.tidy(() => compute())].flat()
    const numbers = await Promise.all(results.map(async (result) => (await result.data<'float32'>()).slice()))
    for (const result of results) result.dispose()
    return { shapes: results.map(({ shape }) => shape), numbers }
  }
  const right = await read('cpu')
  const once = await read('webgpu')
  const again = await read('webgpu')
  const errors = once.numbers.map((numbers, index) => relativeError(numbers, right.numbers[index]!))
  return {
    error: String(once.shapes) === String(right.shapes) ? Math.max(...errors) : Infinity,
    repeats: once.numbers.every((numbers, index) => sameBits(numbers, again.numbers[index]!)),
  }
}

function sameBits(one: Float32Array, other: Float32Array): boolean {
  const [bits, others] = [one, other].map(
    (numbers) => new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length),
  ) as [Uint32Array, Uint32Array]
  return bits.length === others.length && bits.every((word, index) => word === others[index])
}

/** The largest difference as a share of the largest number. NaN where any number is none. */
function relativeError(numbers: Float32Array, right: Float32Array): number {
  let [difference, size] = [0, 1e-6]
  right.forEach((number, index) => {
    const error = Math.abs(numbers[index]! - number)
    if (!(error <= difference)) difference = error
    if (Math.abs(number) > size) size = Math.abs(number)
  })
  return difference / size
}
