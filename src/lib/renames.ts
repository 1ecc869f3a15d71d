// Renamed weight paths: prefix → new prefix, where the longest prefix that ends at a slash decides, all at once.

export type Renames = Readonly<Record<string, string>>

/** The path after the renames. */
export function renamePath(path: string, renames: Renames): string {
  const parts = path.split('/')
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('/')
    if (Object.hasOwn(renames, prefix)) return [renames[prefix], ...parts.slice(length)].join('/')
  }
  return path
}

/** One set of renames that does what `first` and then `second` do. */
export function composeRenames(first: Renames, second: Renames): Record<string, string> {
  const back = invertRenames(first)
  const prefixes = [...Object.keys(first), ...Object.keys(second).map((prefix) => renamePath(prefix, back))]
  return Object.fromEntries(prefixes.map((prefix) => [prefix, renamePath(renamePath(prefix, first), second)]))
}

/** The renames that undo `renames`. */
export function invertRenames(renames: Renames): Record<string, string> {
  return Object.fromEntries(Object.entries(renames).map(([from, to]) => [to, from]))
}
