// Records and names that come from outside: inherited properties such as `constructor` do not count.

/** The record's own property, or undefined: never something inherited. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Whether something is an object with names, as JSON has them: no array, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
