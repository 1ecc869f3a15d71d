// Which part of a house front stands where: rectangles over each other, on 64×64 pixels.
import type { Draws } from './draws'

export const facadeSide = 64

/** The parts of a front; the number of each is its place. */
export const facadeParts = [
  'background',
  'wall',
  'door',
  'window',
  'sill',
  'head',
  'shutter',
  'balcony',
  'trim',
  'cornice',
  'column',
  'entrance',
] as const
export type FacadePart = (typeof facadeParts)[number]

/** Fills the rectangle from (left, top) up to, and without, (right, bottom). */
type Mason = (part: FacadePart, left: number, top: number, right: number, bottom: number) => void

/** The number of the part at every pixel of one front. */
export function planFacade(draws: Draws): Uint8Array {
  const side = facadeSide
  const parts = new Uint8Array(side * side)
  const build: Mason = (part, left, top, right, bottom) => {
    for (let row = top; row < Math.min(bottom, side); row++) {
      parts.fill(
        facadeParts.indexOf(part),
        row * side + left,
        row * side + Math.max(left, Math.min(right, side)),
      )
    }
  }
  const [left, right, top] = [draws.choice(6), side - draws.choice(6), 4 + draws.choice(10)]
  build('wall', left, top, right, side)
  build('cornice', left, top, right, top + 3)
  buildFloors(build, { left, right, top }, draws)
  const ground = side - 14
  const door = left + 2 + draws.choice(Math.max(3, right - left - 14) - 2)
  build('door', door, ground + 3, door + 8, side)
  if (draws.choice(2) === 0) {
    const entrance = door < side / 2 ? door + 12 : Math.max(left + 1, door - 18)
    build('entrance', entrance, ground + 4, Math.min(right - 1, entrance + 14), side - 3)
  }
  return parts
}

/** Two to four floors of two to five windows, with what this house has around them. */
function buildFloors(build: Mason, wall: { left: number; right: number; top: number }, draws: Draws): void {
  const { left, right, top } = wall
  const [rows, columns] = [2 + draws.choice(3), 2 + draws.choice(4)]
  const [floor, bay] = [(facadeSide - 14 - top - 5) / rows, (right - left) / columns]
  if (draws.uniform(0, 1) < 0.4) {
    build('column', left, top + 3, left + 2, facadeSide)
    build('column', right - 2, top + 3, right, facadeSide)
  }
  const [width, height] = [Math.max(4, Math.floor(bay * 0.5)), Math.max(4, Math.floor(floor * 0.55))]
  const sills = draws.uniform(0, 1) < 0.7
  const heads = draws.uniform(0, 1) < 0.5
  const shutters = draws.uniform(0, 1) < 0.35
  const balcony = draws.choice(rows + 1) - 1
  for (let i = 0; i < rows; i++) {
    const y = top + 5 + Math.floor((i + 0.5) * floor - height / 2)
    for (let j = 0; j < columns; j++) {
      const x = left + Math.floor((j + 0.5) * bay - width / 2)
      if (shutters) build('shutter', Math.max(left, x - 2), y, x + width + 2, y + height)
      build('window', x, y, x + width, y + height)
      if (heads) build('head', x, y - 1, x + width, y)
      if (sills) build('sill', x - 1, y + height, x + width + 1, y + height + 1)
      if (i === balcony) build('balcony', x - 2, y + height - 2, x + width + 2, y + height + 1)
    }
    if (draws.uniform(0, 1) < 0.3) build('trim', left, y + height + 2, right, y + height + 3)
  }
}
