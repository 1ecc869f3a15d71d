// How ids and parameter names are written for people.

/** The choice as people read it: `non_saturating` → `non saturating`. */
export function choiceName(choice: string): string {
  return choice.replaceAll('_', ' ')
}

/** `player:critic` → `critic`, `out:image` → `image`; other node ids as they are. */
export function plainId(node: string): string {
  return node.replace(/^(out|player):/, '')
}

/** A count and its noun: `1 parameter`, `2 parameters`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
