// Random tensors as a pure function of (seed, step, path): the same place in the same step draws the same numbers.
import type { Ops, RandomOps } from '../../src/kinds/types'
import { randomStream } from '../../src/lib/random'
import { feed } from './feed'

/**
 * Draws for one place of the program in one step. The first draw of a place, the second and so on come from streams of their
 * own, so a kind may draw more than once.
 */
export function randomOps(
  ops: Pick<Ops, 'tensor'>,
  { seed, step, path }: { seed: number; step: number; path: string },
): RandomOps {
  let draws = 0
  const draw = (shape: readonly number[], numberAt: (stream: Stream, index: number) => number) => {
    const place = `${path}#${draws++}`
    const produce = (step: number) => {
      const stream = randomStream(seed, step, place)
      const numbers = new Float32Array(shape.reduce((product, side) => product * side, 1))
      for (let index = 0; index < numbers.length; index++) numbers[index] = numberAt(stream, index)
      return numbers
    }
    return feed(ops, produce, { step, shape, dtype: 'float32' })
  }
  return {
    normal: (shape) => draw(shape, (stream, index) => stream.normal(index)),
    // 24 bits: a float32 of more would round up to 1 now and then.
    uniform: (shape) => draw(shape, (stream, index) => (stream.bits(index) >>> 8) / 16_777_216),
  }
}

type Stream = ReturnType<typeof randomStream>
