// Random numbers for one sample, taken one after another from the stream that belongs to (seed, sample number, set).
import { randomStream } from '../../../lib/random'

/** A short sequence of random numbers; the same sample draws the same sequence. */
export interface Draws {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number
  /** Standard normal. */
  normal(): number
  /** A whole number from 0 to count − 1. */
  choice(count: number): number
}

/** The random numbers of sample `index` of the set called `name`. */
export function sampleDraws({ seed, index, name }: { seed: number; index: number; name: string }): Draws {
  const stream = randomStream(seed, index, `data/${name}`)
  let used = 0
  const uniform = () => stream.uniform(used++)
  return {
    uniform: (low, high) => low + (high - low) * uniform(),
    choice: (count) => Math.floor(uniform() * count),
    normal: () => {
      // The stream's normal number i is made of its uniform numbers 2i and 2i + 1: none may be used twice.
      const pair = Math.ceil(used / 2)
      used = 2 * pair + 2
      return stream.normal(pair)
    },
  }
}
