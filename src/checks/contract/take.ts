// Takes entries out of records by name.

/** The entry of that name; its absence is a mistake in the test and throws. */
export function take<Item>(record: Record<string, Item>, name: string): Item {
  const item = record[name]
  if (item === undefined) throw new Error(`nothing under ${name}`)
  return item
}
