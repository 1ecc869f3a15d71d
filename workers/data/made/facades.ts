// House fronts: a map of what is where in the colours of the CMP façade data, and the front that belongs to it.
import type { Draws } from './draws'
import { type FacadePart, facadeParts, facadeSide, planFacade } from './facadePlan'
import { type Colour, newCanvas, picture, setPixel, tint } from './paint'
import { writeRule } from './rule'
import type { MadeSet } from './types'

/** The colour of each part in a label map, as in the CMP façade data (Tyleček and Šára 2013), 0 … 255. */
export const facadePalette: Record<FacadePart, Colour> = {
  background: [0, 6, 217],
  wall: [13, 61, 251],
  door: [165, 0, 0],
  window: [0, 117, 255],
  sill: [104, 248, 152],
  head: [29, 255, 221],
  shutter: [238, 237, 40],
  balcony: [184, 255, 56],
  trim: [255, 146, 4],
  cornice: [255, 68, 1],
  column: [246, 0, 1],
  entrance: [0, 201, 255],
}

/** What each part is painted with: a colour, and what is added to it at a pixel. */
const facadeMaterials: Record<FacadePart, [Colour, (x: number, y: number) => number]> = {
  background: [[0.55, 0.72, 0.92], (_, y) => (0.25 * y) / facadeSide],
  wall: [[0.72, 0.47, 0.38], (x, y) => (y % 4 === 0 || (x + 4 * (bit(y / 4) ? 1 : 0)) % 8 === 0 ? -0.14 : 0)],
  door: [[0.4, 0.22, 0.12], (x) => (x % 3 === 0 ? -0.1 : 0)],
  window: [[0.25, 0.38, 0.5], (x, y) => (bit((x + y) / 3) ? 0.25 : 0) - (0.1 * y) / facadeSide],
  sill: [[0.8, 0.78, 0.74], () => 0],
  head: [[0.76, 0.72, 0.66], () => 0],
  shutter: [[0.2, 0.42, 0.28], (_, y) => (y % 2 === 0 ? -0.1 : 0)],
  balcony: [[0.18, 0.18, 0.2], (x) => (x % 3 === 0 ? 0.45 : 0)],
  trim: [[0.85, 0.8, 0.72], () => 0],
  cornice: [[0.88, 0.84, 0.76], (x) => (x % 4 === 0 ? -0.12 : 0)],
  column: [[0.9, 0.87, 0.8], (x) => (x % 2 === 0 ? -0.1 : 0)],
  entrance: [[0.3, 0.55, 0.6], (x, y) => (bit((x - y) / 4) ? 0.2 : 0)],
}

/** Whether the whole part of a number is odd. */
function bit(value: number): boolean {
  return Math.abs(Math.floor(value)) % 2 === 1
}

/** A front of 64×64 pixels: its label map, and its picture, which follows from the map alone. */
function sampleFacades(draws: Draws): Record<'labels' | 'photo', Float64Array> {
  const parts = planFacade(draws)
  const labels = newCanvas(facadeSide, [0, 0, 0])
  const photo = newCanvas(facadeSide, [0, 0, 0])
  parts.forEach((number, pixel) => {
    const part = facadeParts[number] ?? 'background'
    setPixel(labels, pixel, tint(facadePalette[part], 1 / 255))
    const [colour, added] = facadeMaterials[part]
    const [x, y] = [pixel % facadeSide, Math.floor(pixel / facadeSide)]
    const frame = part === 'window' && isRim(parts, x, y)
    setPixel(photo, pixel, frame ? [0.93, 0.93, 0.93] : tint(colour, 1, added(x, y)))
  })
  return { labels: picture(labels), photo: picture(photo) }
}

/** Whether a neighbour of a pixel is another part than the pixel itself; the picture's edges touch each other. */
function isRim(parts: Uint8Array, x: number, y: number): boolean {
  const at = (column: number, row: number) => {
    return parts[((row + facadeSide) % facadeSide) * facadeSide + ((column + facadeSide) % facadeSide)]
  }
  const own = at(x, y)
  return [at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1)].some((part) => part !== own)
}

export const facades: MadeSet = {
  title: 'Façades',
  doc: 'House fronts as label maps of twelve parts in the colours of the CMP façade data, and the fronts that follow from them.',
  fields: {
    labels: { shape: [facadeSide, facadeSide, 3], domain: 'image' },
    photo: { shape: [facadeSide, facadeSide, 3], domain: 'image' },
  },
  write: writeRule(sampleFacades),
  palettes: { labels: facadeParts.map((name) => ({ name, colour: facadePalette[name] })) },
}
