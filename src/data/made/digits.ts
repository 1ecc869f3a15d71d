// Stroke digits 0–9 of 28×28: polylines that are warped, rotated, sheared, scaled, moved and drawn with a varying pen.
import type { Draws } from './shared/draws'
import { glyphs } from './shared/glyphs'
import type { MadeSet } from './types'

const side = 28
const degree = Math.PI / 180

export const digits: MadeSet = {
  title: 'Stroke digits',
  doc: 'Digits 0–9 drawn by rule with warps, turns and varying pens; as small as MNIST, and made in a second.',
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
