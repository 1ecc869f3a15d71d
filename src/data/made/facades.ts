// House fronts: a map of what is where in the colours of the CMP façade data, and the front that belongs to it.
import type { Draws } from './shared/draws'
import { type FacadePart, facadeParts, facadeSide, planFacade } from './shared/facadePlan'
import { type Colour, newCanvas, picture, setPixel, tint } from './shared/paint'
import { writeRule } from './shared/rule'
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

/** By part: a whole picture of it, and the same in the colour of label maps; fronts are cut from these. */
const facadeSheets = facadeParts.map((part) => {
  const [label, photo] = [newCanvas(facadeSide, [0, 0, 0]), newCanvas(facadeSide, [0, 0, 0])]
  const [colour, added] = facadeMaterials[part]
  for (let pixel = 0; pixel < facadeSide * facadeSide; pixel++) {
    setPixel(label, pixel, tint(facadePalette[part], 1 / 255))
    setPixel(photo, pixel, tint(colour, 1, added(pixel % facadeSide, Math.floor(pixel / facadeSide))))
  }
  return { label: picture(label), photo: picture(photo) }
})
/** Frames of windows, in [−1, 1]. */
const facadeFrame = 0.86

/** A front of 64×64 pixels: its label map, and its picture, which follows from the map alone. */
function sampleFacades(draws: Draws): Record<'labels' | 'photo', Float64Array> {
  const parts = planFacade(draws)
  const window = facadeParts.indexOf('window')
  const labels = new Float64Array(parts.length * 3)
  const photo = new Float64Array(parts.length * 3)
  for (let pixel = 0; pixel < parts.length; pixel++) {
    const part = parts[pixel] ?? 0
    const sheet = facadeSheets[part]
    const framed = part === window && isRim(parts, pixel)
    for (let k = pixel * 3; k < pixel * 3 + 3; k++) {
      labels[k] = sheet?.label[k] ?? 0
      photo[k] = framed ? facadeFrame : (sheet?.photo[k] ?? 0)
    }
  }
  return { labels, photo }
}

/** Whether a neighbour of a pixel is another part than the pixel itself; the picture's edges touch each other. */
function isRim(parts: Uint8Array, pixel: number): boolean {
  const row = pixel - (pixel % facadeSide)
  const part = parts[pixel]
  return (
    parts[row + ((pixel + 1) % facadeSide)] !== part ||
    parts[row + ((pixel + facadeSide - 1) % facadeSide)] !== part ||
    parts[(pixel + facadeSide) % parts.length] !== part ||
    parts[(pixel + parts.length - facadeSide) % parts.length] !== part
  )
}

export const facades: MadeSet = {
  title: 'Façades',
  order: 10,
  doc: 'House fronts as label maps of twelve parts in the colours of the CMP façade data, and the fronts that follow from them.',
  count: 400,
  fields: {
    labels: { shape: [facadeSide, facadeSide, 3], domain: 'image' },
    photo: { shape: [facadeSide, facadeSide, 3], domain: 'image' },
  },
  write: writeRule(sampleFacades),
  palettes: { labels: facadeParts.map((name) => ({ name, colour: facadePalette[name] })) },
  exported: { title: 'House fronts with their label maps', name: 'sampleFacades' },
}
