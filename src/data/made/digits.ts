// Stroke digits 0–9 of 28×28: polylines that are warped, rotated, sheared, scaled, moved and drawn with a varying pen.
import type { Draws } from './shared/draws'
import { glyphs } from './shared/glyphs'
import type { MadeSet } from './types'

const side = 28
const degree = Math.PI / 180

const exportedRule = `/** Points on an ellipse from one angle to another, in degrees, y downwards: x, y, x, y, … */
function arc(centre: number[], radii: number[], from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = ((from + ((to - from) * k) / steps) * Math.PI) / 180
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)]
  }).flat()
}

/** The lines of the digits 0–9 in the unit square, y downwards. */
const digitLines: number[][][] = [
  [arc([0.5, 0.5], [0.27, 0.4], 0, 360, 16)],
  [[0.34, 0.26, 0.53, 0.1, 0.53, 0.9]],
  [[...arc([0.5, 0.32], [0.25, 0.22], 190, 385, 10), 0.25, 0.9, 0.78, 0.9]],
  [arc([0.47, 0.3], [0.24, 0.2], 210, 450, 8), arc([0.47, 0.69], [0.27, 0.21], -90, 150, 8)],
  [[0.6, 0.9, 0.6, 0.1, 0.22, 0.63, 0.8, 0.63]],
  [[0.74, 0.1, 0.34, 0.1, 0.3, 0.46, ...arc([0.47, 0.65], [0.27, 0.24], -120, 150, 9)]],
  [[0.66, 0.12, 0.42, 0.32, ...arc([0.5, 0.66], [0.25, 0.24], 190, -170, 14)]],
  [[0.22, 0.1, 0.78, 0.1, 0.42, 0.9]],
  [arc([0.5, 0.29], [0.21, 0.19], 0, 360, 12), arc([0.5, 0.69], [0.26, 0.21], 0, 360, 12)],
  [arc([0.5, 0.33], [0.24, 0.23], 0, 360, 14), [0.74, 0.33, 0.7, 0.62, 0.5, 0.9]],
]

/** A stroke digit of 28×28 pixels in [−1, 1]: warped, sheared, turned, scaled, moved, drawn with a varying pen. */
function sampleDigits(): { image: number[]; label: number[] } {
  const between = (low: number, high: number) => low + (high - low) * Math.random()
  const label = Math.floor(Math.random() * 10)
  const wave = Array.from({ length: 6 }, () => 0.035 * gaussian())
  const bend = (n: number, size: number, phase: number) => {
    return 0.05 * Math.tanh(30 * size) * Math.sin(3 * n + 40 * phase)
  }
  const turn = (between(-14, 14) * Math.PI) / 180
  const [shear, scale, stretch] = [between(-0.25, 0.25), between(0.66, 0.84), between(0.85, 1.15)]
  const [moveX, moveY] = [between(-0.05, 0.05), between(-0.05, 0.05)]
  const place = (u: number, v: number) => {
    const warpedX = u - 0.5 + wave[0] + bend(v - 0.5, wave[2], wave[1])
    const warpedY = v - 0.5 + wave[3] + bend(u - 0.5, wave[5], wave[4])
    const [x, y] = [scale * (stretch * warpedX + shear * warpedY), (scale * warpedY) / stretch]
    const turned = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]
    return [28 * (turned[0] + 0.5 + moveX), 28 * (turned[1] + 0.5 + moveY)]
  }
  const nearest = new Array<number>(784).fill(Infinity)
  for (const line of digitLines[label]) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      measureStroke(place(line[i], line[i + 1]), place(line[i + 2], line[i + 3]), nearest)
    }
  }
  const pen = between(0.8, 1.6)
  const image = nearest.map((distance) => 2 * Math.min(1, Math.max(0, 0.5 + pen - distance)) - 1)
  return { image, label: [label] }
}

/** Lowers each pixel's distance to that from one stroke, where it is nearer than 3 pixels. */
function measureStroke([ax, ay]: number[], [bx, by]: number[], nearest: number[]): void {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.max(dx * dx + dy * dy, 1e-9)
  const first = (low: number) => Math.max(0, Math.floor(low - 3))
  const last = (high: number) => Math.min(27, Math.ceil(high + 2))
  for (let row = first(Math.min(ay, by)); row <= last(Math.max(ay, by)); row++) {
    for (let column = first(Math.min(ax, bx)); column <= last(Math.max(ax, bx)); column++) {
      const [x, y] = [column + 0.5 - ax, row + 0.5 - ay]
      const along = Math.min(1, Math.max(0, (x * dx + y * dy) / length))
      const distance = Math.hypot(x - along * dx, y - along * dy)
      nearest[row * 28 + column] = Math.min(nearest[row * 28 + column], distance)
    }
  }
}`

export const digits: MadeSet = {
  title: 'Stroke digits',
  order: 6,
  doc: 'Digits 0–9 drawn by rule with warps, turns and varying pens; as small as MNIST, and made in a second.',
  count: 12_000,
  fields: {
    image: { shape: [side, side, 1], domain: 'image' },
    label: { shape: [], domain: 'label', classes: 10 },
  },
  write: (draws, at, { image, label }) => {
    const digit = draws.choice(10)
    label?.set([digit], at)
    if (!image) return
    const points = pose(warp(glyphs[digit] ?? [], draws), draws)
    const picture = image.subarray(at * side * side, (at + 1) * side * side)
    drawStrokes({ points, pen: draws.uniform(0.8, 1.6), picture })
  },
  exported: { title: 'Stroke digits', name: 'sampleDigits', source: exportedRule },
}

/** Moves points (x, y pairs about 0) by a slow wave, the same for points that coincide. */
function warp(strokes: readonly number[], draws: Draws): number[] {
  const weights = Array.from({ length: 6 }, () => draws.normal() * 0.035)
  const [moveX = 0, phaseX = 0, sizeX = 0, moveY = 0, phaseY = 0, sizeY = 0] = weights
  const waveX = 0.05 * Math.tanh(sizeX * 30)
  const waveY = 0.05 * Math.tanh(sizeY * 30)
  const warped: number[] = []
  for (let i = 0; i < strokes.length; i += 2) {
    const x = (strokes[i] ?? 0) - 0.5
    const y = (strokes[i + 1] ?? 0) - 0.5
    warped.push(
      x + moveX + waveX * Math.sin(3 * y + phaseX * 40),
      y + moveY + waveY * Math.sin(3 * x + phaseY * 40),
    )
  }
  return warped
}

/** Shears, stretches, turns, scales and moves points, and puts the unit square's corner at 0 again. */
function pose(points: readonly number[], draws: Draws): number[] {
  const turn = draws.uniform(-14, 14) * degree
  const shear = draws.uniform(-0.25, 0.25)
  const scale = draws.uniform(0.66, 0.84)
  const stretch = draws.uniform(0.85, 1.15)
  const moveX = 0.5 + draws.uniform(-0.05, 0.05)
  const moveY = 0.5 + draws.uniform(-0.05, 0.05)
  const cos = Math.cos(turn) * scale
  const sin = Math.sin(turn) * scale
  const posed: number[] = []
  for (let i = 0; i < points.length; i += 2) {
    const x = stretch * (points[i] ?? 0) + shear * (points[i + 1] ?? 0)
    const y = (points[i + 1] ?? 0) / stretch
    posed.push(cos * x - sin * y + moveX, sin * x + cos * y + moveY)
  }
  return posed
}

/** Ink is 1 within `pen` − ½ pixels of a stroke and 0 beyond `pen` + ½; `picture` is written as bytes. */
function drawStrokes({
  points,
  pen,
  picture,
}: {
  points: readonly number[]
  pen: number
  picture: Uint8Array | Float32Array | Int32Array
}): void {
  const nearest = new Float64Array(side * side).fill(Infinity)
  for (let i = 0; i < points.length; i += 4) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = points.slice(i, i + 4).map((part) => part * side)
    measureSegment({ ax, ay, bx, by, reach: pen + 0.5, nearest })
  }
  for (let i = 0; i < nearest.length; i++) {
    const ink = 0.5 + pen - Math.sqrt(nearest[i] ?? Infinity)
    picture[i] = Math.round(255 * Math.min(1, Math.max(0, ink)))
  }
}

/** Lowers `nearest` (squared distances, in pixels) to the distance from one segment, where that is less than `reach`. */
function measureSegment(segment: {
  ax: number
  ay: number
  bx: number
  by: number
  reach: number
  nearest: Float64Array
}): void {
  const { ax, ay, bx, by, reach, nearest } = segment
  const dx = bx - ax
  const dy = by - ay
  const length = Math.max(dx * dx + dy * dy, 1e-9)
  const first = (low: number) => Math.max(0, Math.ceil(low - reach - 0.5))
  const last = (high: number) => Math.min(side - 1, Math.floor(high + reach - 0.5))
  for (let row = first(Math.min(ay, by)); row <= last(Math.max(ay, by)); row++) {
    for (let column = first(Math.min(ax, bx)); column <= last(Math.max(ax, bx)); column++) {
      const x = column + 0.5 - ax
      const y = row + 0.5 - ay
      const along = Math.min(1, Math.max(0, (x * dx + y * dy) / length))
      const distance = (x - along * dx) ** 2 + (y - along * dy) ** 2
      const at = row * side + column
      if (distance < (nearest[at] ?? 0)) nearest[at] = distance
    }
  }
}
