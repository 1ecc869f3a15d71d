// Keeps the identity of items that an edit did not change, so that only what changed is drawn again.
import { isSame } from '../../lib/same'

const last = new Map<string, ReadonlyMap<string, unknown>>()

/** The items with those of the last call under the same key put in the place of equal ones. */
export function keepUnchanged<Item extends { id: string }>(key: string, items: Item[]): Item[] {
  const before = last.get(key)
  const kept = items.map((item) => {
    const known = before?.get(item.id) as Item | undefined
    return known !== undefined && isSame(known, item) ? known : item
  })
  last.set(key, new Map(kept.map((item) => [item.id, item])))
  return kept
}
