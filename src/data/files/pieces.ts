// Which pieces a picture is cut into where its own pixels matter more than the whole of it, as for enlarging.

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Bytes that all pieces of a data set may take. */
const roomForPieces = 128 * 1024 * 1024

/** How many pieces of `bytes` each picture may give, so that all of them stay in memory. */
export function mostPieces(pictures: number, bytes: number): number {
  return Math.max(1, Math.floor(roomForPieces / bytes / pictures))
}

/**
 * Pieces of the given size that cover `area` at its own pixels: evenly spread, each overlapping its neighbours by half or more.
 * Of more than `most`, every so many-th one. Null where the area is smaller than a piece.
 */
export function cutBoxes(
  area: Box,
  { width, height, most }: { width: number; height: number; most: number },
): Box[] | null {
  if (area.width < width || area.height < height) return null
  const [columns, rows] = [placesOf(area.width, width), placesOf(area.height, height)]
  const all = rows.flatMap((top) =>
    columns.map((left) => ({ left: area.left + left, top: area.top + top, width, height })),
  )
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, k) => all[Math.floor(((k + 0.5) * all.length) / most)]).flatMap(
    (box) => box ?? [],
  )
}

/** Where pieces begin along a side, from its one end to the other. */
function placesOf(side: number, piece: number): number[] {
  const steps = Math.ceil((side - piece) / (piece / 2))
  return Array.from({ length: steps + 1 }, (_, k) =>
    steps === 0 ? 0 : Math.round((k * (side - piece)) / steps),
  )
}
