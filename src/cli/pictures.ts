// Draws what a view shows as a PNG.
import sharp from 'sharp'
import type { Drawing, Heat, Plot } from '../kinds/views/types'
import { drawSheet } from '../lib/sheet'
import { layTiles } from '../../workers/trainer/viewSheet'

const side = 512
const colours = { circle: [90, 98, 112], dot: [214, 84, 24] } as const
/** Pictures smaller than this are enlarged by whole factors. */
const readableSide = 56

/** A grid of pictures, or what networks made as points (orange) over what is given (grey) and a score. */
export function drawView(drawing: Drawing): Promise<Uint8Array> {
  if (drawing.form === 'plot') return encode(drawPlot(drawing), { width: side, height: side })
  const { values, shape, columns } = layTiles(drawing)
  const scale = Math.max(1, Math.floor(readableSide / Math.max(...shape.slice(0, 2))))
  const sheet = drawSheet({ values, shape, columns, gap: 2, scale, background: 128 })
  return encode(sheet.pixels, sheet)
}

function encode(
  pixels: Uint8ClampedArray,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}

function drawPlot({ points, extent, heat }: Plot): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  if (heat) paintHeat(pixels, heat)
  for (const { mark, xy } of points) paintPoints(pixels, xy, { extent, colour: colours[mark] })
  return pixels
}

/** The higher the score, the bluer; 0 is white on both sides of half blue. */
function paintHeat(pixels: Uint8ClampedArray, { size, values }: Heat): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(((side - 1 - y) * size) / side)
      const score = values[row * size + Math.floor((x * size) / side)] ?? 0
      const belief = 1 / (1 + Math.exp(-score))
      const at = (y * side + x) * 4
      pixels[at] = 255 - 100 * belief
      pixels[at + 1] = 255 - 60 * belief
    }
  }
}

function paintPoints(
  pixels: Uint8ClampedArray,
  points: Float32Array,
  { extent, colour }: { extent: number; colour: readonly [number, number, number] },
): void {
  const place = (coordinate: number) => Math.round(((coordinate / extent + 1) / 2) * (side - 1))
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [place(points[i] ?? NaN), side - 1 - place(points[i + 1] ?? NaN)]
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      if (x + dx < 0 || x + dx >= side || y + dy < 0 || y + dy >= side) continue
      pixels.set(colour, ((y + dy) * side + x + dx) * 4)
    }
  }
}
