// Which shapes pictures of one's own are stored in: the page says it beforehand, the import does it.

/** Height, width and channels: 1 is grey, 3 are red, green and blue. */
export type PictureShape = [height: number, width: number, channels: 1 | 3]

/**
 * The picture fields that are made for a data section with these fields. They keep its names and, unless `adapt`, its
 * shapes; fields that it lacks are called `image`, or `a` and `b` of pairs, and have the chosen size.
 */
export function pictureShapes(
  fields: Readonly<Record<string, { shape: readonly number[]; domain: string }>>,
  choice: { paired: boolean; adapt: boolean; size: { height: number; width: number; channels: 1 | 3 } },
): { name: string; shape: PictureShape }[] {
  const { paired, adapt, size } = choice
  const { height, width, channels } = size
  const ports = Object.entries(fields).filter(([, port]) => isPicture(port))
  const plain = paired ? ['a', 'b'] : ['image']
  if (ports.length < plain.length) return plain.map((name) => ({ name, shape: [height, width, channels] }))
  const kept = ports.slice(0, paired ? 2 : ports.length)
  const tallest = Math.max(...kept.map(([, { shape }]) => shape[0] ?? 0))
  return kept.map(([name, { shape }]) => {
    const [rows = 0, columns = 0, depth] = shape
    if (!adapt) return { name, shape: [rows, columns, depth === 1 ? 1 : 3] }
    // A small side beside a large one, as for enlarging, stays as much smaller as it was.
    const share = rows / tallest
    return { name, shape: [Math.round(height * share), Math.round(width * share), channels] }
  })
}

function isPicture({ domain, shape }: { shape: readonly number[]; domain: string }): boolean {
  return domain === 'image' && shape.length === 3 && (shape[2] === 1 || shape[2] === 3)
}
