// Writes numbers and shapes as the interface shows them.

/** A count with thousands separators: 36,577. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** So many of a thing in words: 1 unit, 128 units. */
export function formatNumberOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

/** The sizes alone, without the batch: `7×7×64`; a single number per sample is `1`. */
export function formatSizes(shape: readonly number[]): string {
  return shape.length === 0 ? '1' : shape.join('×')
}

/** A tensor's shape as wires show it, `B×14×14×64`, where B is the batch; one number for the whole batch is `scalar`. */
export function formatType(type: { shape: readonly number[]; domain: string }): string {
  if (type.domain === 'scalar') return 'scalar'
  return ['B', ...type.shape].join('×')
}

/** An id for people: `output_padding` → `Output padding`. */
export function humanName(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How many numbers a shape holds: 1 for []. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
