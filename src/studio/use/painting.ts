// Paints on a picture in plain numbers: squares of one colour, a whole picture, lines of squares.
import { fromByte } from '../../lib/pixels'
import type { Palette } from '../../../workers/data.api'
import type { Numbers } from '../../lib/numbers'

/** Red, green, blue from 0 to 255. */
export type Colour = readonly [number, number, number]

export interface Ink {
  name: string
  colour: Colour
}

/** The palette to choose from; the first is the ground that "Clear" fills with. */
export function coloursToShow(palette: Palette): Ink[] {
  if (palette.kind === 'none') return []
  if (palette.kind === 'palette')
    return palette.colours.map(({ name, colour }, k) => ({ name: name ?? `colour ${k + 1}`, colour }))
  const [black, white]: Ink[] = [
    { name: 'black', colour: [0, 0, 0] },
    { name: 'white', colour: [255, 255, 255] },
  ]
  return (palette.ground === 'black' ? [black, white] : [white, black]) as Ink[]
}

/** The same picture with a square of `size` pixels about each pixel on the line between two. */
export function paintLine(
  { shape, values }: Numbers,
  line: { from: readonly [number, number]; to: readonly [number, number]; size: number; colour: Colour },
): Numbers {
  const [, height = 1, width = 1, channels = 1] = shape
  const next = Float32Array.from(values)
  const [[x0, y0], [x1, y1]] = [line.from, line.to]
  const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0))
  const reach = Math.floor((line.size - 1) / 2)
  for (let step = 0; step <= steps; step++) {
    const left = Math.round(x0 + ((x1 - x0) * step) / steps) - reach
    const top = Math.round(y0 + ((y1 - y0) * step) / steps) - reach
    for (let y = Math.max(0, top); y < Math.min(height, top + line.size); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + line.size); x++)
        setPixel(next, (y * width + x) * channels, channels, line.colour)
    }
  }
  return { shape, values: next }
}

/** A picture of one colour. */
export function filled({ shape, values }: Numbers, colour: Colour): Numbers {
  const channels = shape[3] ?? 1
  const next = new Float32Array(values.length)
  for (let at = 0; at < next.length; at += channels) setPixel(next, at, channels, colour)
  return { shape, values: next }
}

function setPixel(values: Float32Array, at: number, channels: number, colour: Colour): void {
  for (let k = 0; k < channels; k++) values[at + k] = fromByte(colour[k] ?? 0)
}
