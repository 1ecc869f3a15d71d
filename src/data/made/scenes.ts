// A street by day and the same street by night: every colour of the one has its colour in the other.
import type { Draws } from './shared/draws'
import { type Canvas, type Colour, newCanvas, picture, setPixel, tint } from './shared/paint'
import { writeRule } from './shared/rule'
import type { MadeSet } from './types'

/** What a pixel shows by day and by night. */
type DayAndNight = [Colour, Colour]
const sky: DayAndNight = [
  [0.45, 0.7, 0.95],
  [0.05, 0.06, 0.2],
]
const ground: DayAndNight = [
  [0.3, 0.65, 0.25],
  [0.05, 0.16, 0.1],
]
const sun: DayAndNight = [
  [1, 0.92, 0.35],
  [0.93, 0.93, 0.88],
]
const pane: DayAndNight = [
  [0.25, 0.35, 0.45],
  [1, 0.85, 0.35],
]
const wallColours: Colour[] = [
  [0.8, 0.35, 0.28],
  [0.85, 0.75, 0.55],
  [0.6, 0.6, 0.66],
]

/** A scene of 32×32 pixels: one to three buildings on the ground, and the sun, which is the moon by night. */
function sampleScenes(draws: Draws): Record<'day' | 'night', Float64Array> {
  const side = 32
  const horizon = draws.uniform(0.55, 0.75)
  const shown = Array.from({ length: side * side }, (_, k) => {
    return (Math.floor(k / side) + 0.5) / side < horizon ? sky : ground
  })
  const count = 1 + draws.choice(3)
  for (let b = 0; b < count; b++) addBuilding(shown, horizon, draws)
  const [sunX, sunY] = [draws.uniform(0.1, 0.9), draws.uniform(0.08, 0.25)]
  const day: Canvas = newCanvas(side, [0, 0, 0])
  const night: Canvas = newCanvas(side, [0, 0, 0])
  shown.forEach((thing, pixel) => {
    const x = ((pixel % side) + 0.5) / side - sunX
    const y = (Math.floor(pixel / side) + 0.5) / side - sunY
    const seen = thing === sky && x * x + y * y < 0.085 ** 2 ? sun : thing
    setPixel(day, pixel, seen[0])
    setPixel(night, pixel, seen[1])
  })
  return { day: picture(day), night: picture(night) }
}

/** A building with rows of windows stands on the horizon, before what is there already. */
function addBuilding(shown: DayAndNight[], horizon: number, draws: Draws): void {
  const side = 32
  const [width, height] = [draws.uniform(0.12, 0.2), draws.uniform(0.25, 0.5)]
  const left = draws.uniform(0.02, 0.95 - width)
  const [bottom, top] = [horizon + 0.06, horizon + 0.06 - height]
  const [red, green, blue] = wallColours[draws.choice(3)] ?? [0, 0, 0]
  const [darkRed, darkGreen, darkBlue] = tint([red, green, blue], 0.35)
  const wall: DayAndNight = [
    [red, green, blue],
    [darkRed, darkGreen, darkBlue + 0.08],
  ]
  for (let pixel = 0; pixel < side * side; pixel++) {
    const [x, y] = [((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side]
    if (x <= left || x >= left + width || y <= top || y >= bottom) continue
    const [column, row] = [Math.floor((x - left) * side), Math.floor((y - top) * side)]
    shown[pixel] = column % 3 === 1 && row % 4 === 2 ? pane : wall
  }
}

export const scenes: MadeSet = {
  title: 'Day and night',
  order: 12,
  doc: 'A street by day and the same street by night: a colour map that is known exactly, and windows that light up.',
  count: 1000,
  fields: {
    day: { shape: [32, 32, 3], domain: 'image' },
    night: { shape: [32, 32, 3], domain: 'image' },
  },
  write: writeRule(sampleScenes),
  exported: { title: 'Streets by day and by night', name: 'sampleScenes' },
}
