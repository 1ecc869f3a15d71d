// The ten digits as straight strokes in the unit square, y downwards.

type Point = readonly [number, number]

/** Points on an ellipse around (cx, cy) from one angle to another, in degrees, y downwards. */
function arc(centre: Point, radii: Point, [from, to]: Point, steps: number): Point[] {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = ((from + ((to - from) * k) / steps) * Math.PI) / 180
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)] as const
  })
}

/** Each digit as lines of points. */
const lines: Point[][][] = [
  [arc([0.5, 0.5], [0.27, 0.4], [0, 360], 16)],
  [
    [
      [0.34, 0.26],
      [0.53, 0.1],
      [0.53, 0.9],
    ],
  ],
  [[...arc([0.5, 0.32], [0.25, 0.22], [190, 385], 10), [0.25, 0.9], [0.78, 0.9]]],
  [arc([0.47, 0.3], [0.24, 0.2], [210, 450], 8), arc([0.47, 0.69], [0.27, 0.21], [-90, 150], 8)],
  [
    [
      [0.6, 0.9],
      [0.6, 0.1],
      [0.22, 0.63],
      [0.8, 0.63],
    ],
  ],
  [[[0.74, 0.1], [0.34, 0.1], [0.3, 0.46], ...arc([0.47, 0.65], [0.27, 0.24], [-120, 150], 9)]],
  [[[0.66, 0.12], [0.42, 0.32], ...arc([0.5, 0.66], [0.25, 0.24], [190, -170], 14)]],
  [
    [
      [0.22, 0.1],
      [0.78, 0.1],
      [0.42, 0.9],
    ],
  ],
  [arc([0.5, 0.29], [0.21, 0.19], [0, 360], 12), arc([0.5, 0.69], [0.26, 0.21], [0, 360], 12)],
  [
    arc([0.5, 0.33], [0.24, 0.23], [0, 360], 14),
    [
      [0.74, 0.33],
      [0.7, 0.62],
      [0.5, 0.9],
    ],
  ],
]

/** By digit: its segments, four numbers each (from x, from y, to x, to y). */
export const glyphs: readonly (readonly number[])[] = lines.map((digit) =>
  digit.flatMap((line) => line.slice(1).flatMap((point, k) => [...(line[k] ?? point), ...point])),
)
