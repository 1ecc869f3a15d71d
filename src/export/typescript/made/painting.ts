// How exported files paint pictures: written by src/scripts/writeMadeRules.ts from src/data/made/shared/paint.ts.

/** By what a file calls them. */
export const painting: [name: string, source: string][] = [
  [
    'newCanvas',
    `/** Red, green and blue between 0 and 1. */
type Colour = readonly [number, number, number]

/** A square picture while it is painted: numbers between 0 and 1, row after row, three a pixel. */
interface Canvas {
  side: number
  values: Float64Array
  /** Where (0, 0) lies, the side being 1. */
  x: number
  y: number
}

/** A picture of one colour; (0, 0) is the corner at the top left unless another place is given. */
function newCanvas(side: number, [red, green, blue]: Colour, [x = 0, y = 0]: readonly number[] = []): Canvas {
  const values = new Float64Array(side * side * 3)
  for (let k = 0; k < values.length; k += 3) {
    values[k] = red
    values[k + 1] = green
    values[k + 2] = blue
  }
  return { side, values, x, y }
}`,
  ],
  [
    'fill',
    `/**
 * Paints what lies within a shape. \`distance\` says how far a point is outside of it (negative: inside), the side of the
 * picture being 1 and y going down; edges are one pixel soft. Nothing outside of the box [left, top, right, bottom] is looked at.
 */
function fill(
  { side, values, x, y }: Canvas,
  [red, green, blue]: Colour,
  [left, top, right, bottom]: readonly [number, number, number, number],
  distance: (x: number, y: number) => number,
): void {
  const first = Math.max(0, Math.floor((left + x) * side - 1))
  const last = Math.min(side, Math.ceil((right + x) * side + 1))
  const end = Math.min(side, Math.ceil((bottom + y) * side + 1))
  for (let row = Math.max(0, Math.floor((top + y) * side - 1)); row < end; row++) {
    for (let column = first; column < last; column++) {
      const outside = distance((column + 0.5) / side - x, (row + 0.5) / side - y)
      const cover = Math.min(1, 0.5 - side * outside)
      if (cover <= 0) continue
      const at = (row * side + column) * 3
      values[at] = (values[at] ?? 0) * (1 - cover) + red * cover
      values[at + 1] = (values[at + 1] ?? 0) * (1 - cover) + green * cover
      values[at + 2] = (values[at + 2] ?? 0) * (1 - cover) + blue * cover
    }
  }
}`,
  ],
  [
    'setPixel',
    `/** Sets one pixel. */
function setPixel({ values }: Canvas, pixel: number, [red, green, blue]: Colour): void {
  values[pixel * 3] = red
  values[pixel * 3 + 1] = green
  values[pixel * 3 + 2] = blue
}`,
  ],
  [
    'tint',
    `/** Lighter or darker, and shifted: each part times \`factor\` plus \`added\`. */
function tint([red, green, blue]: Colour, factor: number, added = 0): Colour {
  return [red * factor + added, green * factor + added, blue * factor + added]
}`,
  ],
  [
    'shapeDistance',
    `/** How far (x, y) is outside of a circle (0), square (1) or triangle (2) of a radius around 0. */
function shapeDistance(shape: number, x: number, y: number, radius: number): number {
  if (shape === 0) return Math.sqrt(x * x + y * y) - radius
  if (shape === 1) return Math.max(Math.abs(x), Math.abs(y)) - radius * 0.88
  return Math.max(y - radius * 0.75, 0.866 * Math.abs(x) - 0.5 * y - radius * 0.62)
}`,
  ],
  [
    'picture',
    `/** The finished picture: colours cut off at black and white, and spread over [−1, 1]. */
function picture({ values }: Canvas): Float64Array {
  for (let k = 0; k < values.length; k++) values[k] = 2 * Math.min(1, Math.max(0, values[k] ?? 0)) - 1
  return values
}`,
  ],
]
