// Writes any plain value as source text that is safe in TypeScript, JavaScript, JSON and Python alike.

/** ASCII-escaped JSON: hostile names cannot leave the string they stand in. Throws on numbers that JSON cannot hold. */
export function literal(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no literal`)
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  )
}
