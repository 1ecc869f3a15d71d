// Two looks of the same shapes: a black outline on white, and a filled shape whose colour says what it is.
import type { Draws } from './shared/draws'
import { type Canvas, type Colour, newCanvas, picture, setPixel, shapeDistance } from './shared/paint'
import { writeRule } from './shared/rule'
import type { MadeSet } from './types'

/** Circles are red, squares green, triangles blue. */
const filledColours: Colour[] = [
  [0.92, 0.2, 0.18],
  [0.2, 0.8, 0.3],
  [0.25, 0.4, 0.98],
]

/** A shape of 32×32 pixels somewhere near the middle, turned a little, in both looks. */
function sampleOutlines(draws: Draws): Record<'outline' | 'filled', Float64Array> {
  const side = 32
  const kind = draws.choice(3)
  const [red, green, blue] = filledColours[kind] ?? [0, 0, 0]
  const radius = draws.uniform(0.16, 0.3)
  const [centreX, centreY] = [draws.uniform(0.34, 0.66), draws.uniform(0.34, 0.66)]
  const turn = draws.uniform(-0.5, 0.5)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const outline: Canvas = newCanvas(side, [1, 1, 1])
  const filled: Canvas = newCanvas(side, [0.08, 0.08, 0.08])
  for (let pixel = 0; pixel < side * side; pixel++) {
    const x = ((pixel % side) + 0.5) / side - centreX
    const y = (Math.floor(pixel / side) + 0.5) / side - centreY
    const distance = side * shapeDistance(kind, x * cos + y * sin, y * cos - x * sin, radius)
    const within = Math.min(1, Math.max(0, 0.5 - distance))
    const ink = 1 - 0.95 * Math.min(1, Math.max(0, 1.4 - Math.abs(distance + 0.6)))
    const dark = 0.08 * (1 - within)
    setPixel(outline, pixel, [ink, ink, ink])
    setPixel(filled, pixel, [dark + red * within, dark + green * within, dark + blue * within])
  }
  return { outline: picture(outline), filled: picture(filled) }
}

export const outlines: MadeSet = {
  title: 'Outlines and fillings',
  order: 13,
  doc: 'The same circle, square or triangle as an outline on white and filled on dark, its colour being a function of its kind.',
  count: 2000,
  fields: {
    outline: { shape: [32, 32, 3], domain: 'image' },
    filled: { shape: [32, 32, 3], domain: 'image' },
  },
  foreground: { filled: 0.35 },
  write: writeRule(sampleOutlines),
  exported: { title: 'Outlines and filled shapes', name: 'sampleOutlines' },
}
