// Says what tensors are, in the words of people who wire them.
import type { TensorType } from '../../kinds/types'
import { elementCount, formatCount, formatSizes, formatType } from '../../lib/format'

/** `3,136 numbers`, `B×28×28×1`, `a single number per sample`, `one number for the whole batch`. */
export function describeType(type: TensorType): string {
  if (type.domain === 'scalar') return 'one number for the whole batch'
  if (type.domain === 'label') return 'labels'
  if (type.domain === 'tokens') return 'tokens'
  if (type.shape.length > 1) return formatType(type)
  const count = elementCount(type.shape)
  return count === 1 ? '1 number' : `${formatCount(count)} numbers`
}

/** First letter as it is, one full stop at the end. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  return /[.?!]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/**
 * The picture that a vector of `count` numbers most plausibly is: a usual side with 1 or 3 channels, else the smallest side
 * from 4 that leaves a power of two of channels, as generators start. Null where there is none.
 */
export function plausiblePicture(count: number): number[] | null {
  for (const side of [16, 28, 32, 64, 128, 256]) {
    for (const channels of [1, 3]) if (count === side * side * channels) return [side, side, channels]
  }
  for (let side = 4; side * side <= count && side <= 64; side++) {
    const channels = count / (side * side)
    if (
      Number.isInteger(channels) &&
      channels >= 4 &&
      channels <= 2048 &&
      Number.isInteger(Math.log2(channels))
    ) {
      return [side, side, channels]
    }
  }
  return null
}

/** `Reshape to 7×7×64` and the like need sizes without the batch. */
export function sizesOf(shape: readonly number[]): string {
  return formatSizes(shape)
}
