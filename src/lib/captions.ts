// Says in words what a picture was made from: the name of a class, or a sentence of tokens.
import { elementCount } from './format'

/** What is known of labels or tokens beside their numbers. */
interface Named {
  domain: string
  shape: readonly number[]
  words?: readonly string[] | undefined
}

/** The text of one class: its name, or its number. */
export function className(words: readonly string[] | undefined, index: number): string {
  return words?.[index] ?? String(index)
}

/** The words of tokens, padding (0) left out; ids without a word stay numbers. */
export function sentenceOf(words: readonly string[] | undefined, ids: ArrayLike<number>): string {
  return Array.from(ids)
    .filter((id) => id !== 0)
    .map((id) => words?.[id - 1] ?? String(id))
    .join(' ')
}

/** A caption for each of `count` samples of labels, one-hot vectors or tokens. */
export function captionsOf(
  { domain, shape, words }: Named,
  values: ArrayLike<number>,
  count: number,
): string[] {
  const size = elementCount(shape)
  const all = Array.from(values)
  return Array.from({ length: count }, (_, k) => {
    const sample = all.slice(k * size, (k + 1) * size)
    if (domain === 'tokens') return sentenceOf(words, sample)
    const index = domain === 'one_hot' ? sample.indexOf(Math.max(...sample)) : (sample[0] ?? 0)
    return className(words, index)
  })
}
