// Looks up records by names that come from outside: inherited properties such as `constructor` do not count.

/** The record's own property, or undefined: never something inherited. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
