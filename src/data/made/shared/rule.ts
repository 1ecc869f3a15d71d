// Turns a rule that returns one sample into what a made set writes.
import { toByte } from '../../../lib/pixels'
import type { Draws } from './draws'
import type { MadeSet } from '../types'

/** A `write` for a rule that returns a sample, a list of numbers a field, pictures in [−1, 1]. */
export function writeRule(rule: (draws: Draws) => Record<string, ArrayLike<number>>): MadeSet['write'] {
  return (draws, at, out) => {
    const sample = rule(draws)
    for (const [field, array] of Object.entries(out)) {
      const values = sample[field]
      if (values === undefined) continue
      if (array instanceof Uint8Array) writeBytes(values, array, at * values.length)
      else array.set(values, at * values.length)
    }
  }
}

function writeBytes(values: ArrayLike<number>, bytes: Uint8Array, start: number): void {
  const { length } = values
  for (let k = 0; k < length; k++) bytes[start + k] = toByte(values[k] ?? 0)
}
