// The user's own files as measuring reads them: shuffled, since folders come one class after another.
import { randomStream } from '../lib/random'
import { succeed } from '../lib/result'
import { decodeDataset, hasTestSplit } from '../data/files/stored'
import type { DataSource } from '../data/source'

/**
 * The samples of a stored data set, or a sentence. Where no samples came marked for testing, those that stand last in this order
 * stand in for them, so that real samples can at least be held against other real ones.
 */
export function ownSource(stored: unknown, split: 'training' | 'test'): ReturnType<typeof decodeDataset> {
  const source = decodeDataset(stored, split)
  if (!source.ok) return source
  return succeed(spreadOrder(source.value, { fromEnd: split === 'test' && !hasTestSplit(stored) }))
}

/** Every sample once, in an order that is random and always the same. */
function spreadOrder(source: DataSource, { fromEnd }: { fromEnd: boolean }): DataSource {
  const { count } = source
  const stream = randomStream(0, 0, 'order of own samples')
  const order = Uint32Array.from({ length: count }, (_, k) => k)
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(stream.uniform(k) * (k + 1))
    const [a = 0, b = 0] = [order[k], order[other]]
    order.set([b], k)
    order.set([a], other)
  }
  if (fromEnd) order.reverse()
  return { ...source, read: (indices) => source.read(Array.from(indices, (index) => order[index] ?? 0)) }
}
