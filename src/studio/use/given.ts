// What is given to a trained game, as plain numbers: changed coordinates, classes, sentences, and steps between two samples.
import type { Numbers } from '../../lib/numbers'
import type { UsedSource } from '../../compiler/using'
import type { TensorType } from '../../kinds/types'

/** By register. */
export type Given = Readonly<Record<string, Numbers>>

/** How many pictures a strip has. */
export const stripCount = 8

/** The same vector with one coordinate set. */
export function withCoordinate({ shape, values }: Numbers, at: number, value: number): Numbers {
  const next = Float32Array.from(values)
  next[at] = value
  return { shape, values: next }
}

/** One class, as a label or as a one-hot vector. */
export function classNumbers({ domain, shape }: TensorType, index: number): Numbers {
  if (domain === 'label') return { shape: [1], values: Int32Array.of(index) }
  const values = new Float32Array(shape[0] ?? 1)
  values[index] = 1
  return { shape: [1, ...shape], values }
}

/** Which class the numbers say. */
export function classOf({ domain }: TensorType, { values }: Numbers): number {
  return domain === 'label' ? (values[0] ?? 0) : Array.from(values).indexOf(Math.max(...Array.from(values)))
}

/** How many classes a label or a one-hot vector has. */
export function classCount({ classes, shape, words }: TensorType): number {
  return classes ?? shape[0] ?? words?.length ?? 2
}

/** A typed sentence as tokens, and the words that the game does not know. */
export function readSentence(
  text: string,
  { shape, words = [] }: Pick<TensorType, 'shape' | 'words'>,
): { numbers: Numbers; unknown: string[]; tooLong: boolean } {
  const [length = 0] = shape
  const typed = text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? []
  const ids = typed.map((word) => words.findIndex((known) => known.toLowerCase() === word) + 1)
  const known = ids.filter((id) => id > 0)
  const values = Int32Array.from({ length }, (_, k) => known[k] ?? 0)
  return {
    numbers: { shape: [1, length], values },
    unknown: [...new Set(typed.filter((_, k) => ids[k] === 0))],
    tooLong: known.length > length,
  }
}

/** A strip in which one coordinate runs over the source's range and everything else stays. */
export function sweep(given: Given, { register, range }: UsedSource, at: number): Given {
  const start = given[register]
  if (!start) return given
  const [low, high] = range
  const steps = Array.from({ length: stripCount }, (_, k) => {
    return withCoordinate(start, at, low + ((high - low) * k) / (stripCount - 1)).values
  })
  return { ...given, [register]: join(steps, start.shape) }
}

/** A strip from the numbers of one sample to those of another; only coordinates move, everything else stays the first's. */
export function between(from: Given, to: Given, sources: readonly UsedSource[]): Given {
  const moved = sources.flatMap(({ register, control }) => {
    const [start, end] = [from[register], to[register]]
    if (control !== 'coordinates' || !start || !end) return []
    const steps = Array.from({ length: stripCount }, (_, k) =>
      mixed(start.values, end.values, k / (stripCount - 1)),
    )
    return [[register, join(steps, start.shape)] as const]
  })
  return { ...from, ...Object.fromEntries(moved) }
}

/** Along the great circle where vectors are long: normal noise lies near a sphere, and a straight line leaves it. */
function mixed(from: ArrayLike<number>, to: ArrayLike<number>, t: number): Float32Array {
  let [dot, fromNorm, toNorm] = [0, 0, 0]
  for (let k = 0; k < from.length; k++) {
    const [a, b] = [from[k] ?? 0, to[k] ?? 0]
    dot += a * b
    fromNorm += a * a
    toNorm += b * b
  }
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / (Math.sqrt(fromNorm * toNorm) || 1))))
  const curved = from.length >= 8 && Math.sin(angle) > 1e-3
  const [a, b] = curved
    ? [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
    : [1 - t, t]
  return Float32Array.from(from, (value, k) => a * value + b * (to[k] ?? 0))
}

function join(samples: readonly ArrayLike<number>[], [, ...shape]: readonly number[]): Numbers {
  const size = samples[0]?.length ?? 0
  const values = new Float32Array(samples.length * size)
  samples.forEach((sample, k) => values.set(Array.from(sample), k * size))
  return { shape: [samples.length, ...shape], values }
}
