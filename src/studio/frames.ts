// Draws what views show on canvases: grids of pictures, and points over a heat-map.
import type { Heat, Plot } from '../kinds/views/types'
import type { DrawnTiles } from '../../workers/trainer.api'

/** Colours as CSS writes them; `of` is a field of the view, and heat is blended over `background`. */
export interface PlotColours {
  background: string
  circle: string
  dot: (of: string) => string
  heat: (of: string) => string
}

/**
 * Draws some rows of pixels of a sheet, one canvas pixel per picture pixel: the page scales it up without smoothing. Leaves
 * the canvas alone if the picture is gone.
 */
export function drawStrip(
  canvas: HTMLCanvasElement,
  { picture }: DrawnTiles,
  { top, height }: { top: number; height: number },
): void {
  // A bitmap that has been closed has no size.
  if (picture.width === 0 || picture.height === 0) return
  canvas.width = picture.width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(picture, 0, -top)
}

/** A picture enlarged by a whole factor, so that its longer side has about 1,024 pixels. */
export function enlargedPicture({ picture }: DrawnTiles): HTMLCanvasElement {
  const factor = Math.max(1, Math.floor(1024 / Math.max(picture.width, picture.height, 1)))
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * factor
  canvas.height = picture.height * factor
  const context = canvas.getContext('2d')
  if (context && picture.width > 0) {
    context.imageSmoothingEnabled = false
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  }
  return canvas
}

/** Where a point of the square [−extent, extent]² lies on a canvas of `size` pixels, y upwards. */
export function toPixels(x: number, y: number, extent: number, size: number): [number, number] {
  return [((x + extent) / (2 * extent)) * size, ((extent - y) / (2 * extent)) * size]
}

/**
 * How opaque the heat is where the score is a logit: 0 where the point is surely taken for generated, 255 for real. Rows go
 * from the top of the picture down, while the frame's go from the bottom up.
 */
export function heatOpacity(heat: { size: number; values: Float32Array }): Uint8ClampedArray {
  const { size, values } = heat
  const opacity = new Uint8ClampedArray(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const score = values[(size - 1 - row) * size + column] ?? 0
      opacity[row * size + column] = 255 / (1 + Math.exp(-score))
    }
  }
  return opacity
}

function drawHeat(context: CanvasRenderingContext2D, heat: Heat, colour: string, size: number) {
  const mask = new OffscreenCanvas(heat.size, heat.size)
  const inside = mask.getContext('2d')
  if (!inside) return
  const pixels = inside.createImageData(heat.size, heat.size)
  heatOpacity(heat).forEach((opacity, index) => (pixels.data[4 * index + 3] = opacity))
  inside.putImageData(pixels, 0, 0)
  inside.globalCompositeOperation = 'source-in'
  inside.fillStyle = colour
  inside.fillRect(0, 0, heat.size, heat.size)
  context.imageSmoothingEnabled = true
  context.globalAlpha = 0.45
  context.drawImage(mask, 0, 0, size, size)
  context.globalAlpha = 1
}

/** Draws a plot on a square canvas of `size` device pixels: heat, then its sets of points in their order. */
export function drawPlot(
  canvas: HTMLCanvasElement,
  options: { plot: Plot; size: number; scale: number; colours: PlotColours },
): void {
  const { plot, size, scale, colours } = options
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = colours.background
  context.fillRect(0, 0, size, size)
  if (plot.heat) drawHeat(context, plot.heat, colours.heat(plot.heat.of), size)
  for (const set of plot.points) {
    const isCircle = set.mark === 'circle'
    const radius = (isCircle ? 1.7 : 1.5) * scale
    const colour = isCircle ? colours.circle : colours.dot(set.of)
    context.beginPath()
    for (let i = 0; i + 1 < set.xy.length; i += 2) {
      const [x, y] = toPixels(set.xy[i] ?? 0, set.xy[i + 1] ?? 0, plot.extent, size)
      context.moveTo(x + radius, y)
      context.arc(x, y, radius, 0, 2 * Math.PI)
    }
    if (isCircle) strokeCircles(context, colour, scale)
    else fillDots(context, colour)
  }
  context.globalAlpha = 1
}

function strokeCircles(context: CanvasRenderingContext2D, colour: string, scale: number): void {
  context.strokeStyle = colour
  context.lineWidth = 0.8 * scale
  context.globalAlpha = 0.6
  context.stroke()
}

function fillDots(context: CanvasRenderingContext2D, colour: string): void {
  context.globalAlpha = 0.85
  context.fillStyle = colour
  context.fill()
}
