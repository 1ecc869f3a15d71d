// Orders things: those that depend on each other, and entries by the place that they say.

export interface Order {
  /** Every node that can be reached from the roots, dependencies first. */
  order: string[]
  /** The circles that were met: each lists its nodes in the order in which they depend on each other. */
  cycles: string[][]
}

/**
 * Depth-first order of everything that `roots` depend on. Deterministic: it follows the order of `roots` and of each node's
 * dependencies, and nothing else. Iterative, so a chain of any length fits the stack. Each circle is cut where it closes.
 */
export function dependencyOrder(
  roots: readonly string[],
  dependencies: (node: string) => readonly string[],
): Order {
  const order: string[] = []
  const cycles: string[][] = []
  const done = new Set<string>()
  const open: { node: string; next: string[] }[] = []
  const position = new Map<string, number>()
  const enter = (node: string) => {
    position.set(node, open.length)
    open.push({ node, next: [...dependencies(node)].reverse() })
  }
  for (const root of roots) {
    if (done.has(root)) continue
    enter(root)
    for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
      const node = frame.next.pop()
      if (node === undefined) {
        open.pop()
        position.delete(frame.node)
        done.add(frame.node)
        order.push(frame.node)
        continue
      }
      const start = position.get(node)
      if (start !== undefined) cycles.push(open.slice(start).map((item) => item.node))
      else if (!done.has(node)) enter(node)
    }
  }
  return { order, cycles }
}

/** A record by its entries' `order`, those without one last, then by their names: a module lists its names as the alphabet does. */
export function inOrder<Entry extends { order?: number | undefined }>(
  entries: Readonly<Record<string, Entry>>,
): Record<string, Entry> {
  const placeOf = ({ order = Number.MAX_VALUE }: Entry) => order
  return Object.fromEntries(
    Object.entries(entries).sort(([one, a], [other, b]) => placeOf(a) - placeOf(b) || (one < other ? -1 : 1)),
  )
}
