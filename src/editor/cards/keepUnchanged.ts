// Keeps the identity of items that an edit did not change, so that only what changed is drawn again.

const last = new Map<string, Map<string, { text: string; item: unknown }>>()

/** The items with those of the last call under the same key put in the place of equal ones. */
export function keepUnchanged<Item extends { id: string }>(key: string, items: Item[]): Item[] {
  const before = last.get(key)
  const now = new Map<string, { text: string; item: unknown }>()
  const kept = items.map((item) => {
    const text = JSON.stringify(item)
    const known = before?.get(item.id)
    const entry = known?.text === text ? known : { text, item }
    now.set(item.id, entry)
    return entry.item as Item
  })
  last.set(key, now)
  return kept
}
