// Draws the frames of views on canvases: grids of pictures, and points over the score's heat-map.
import type { ViewFrame } from '../../workers/trainer.api'

export type ImagesFrame = Extract<ViewFrame, { as: 'images' }>
export type ScatterFrame = Extract<ViewFrame, { as: 'scatter' }>

/** Colours as CSS writes them; `heat` is blended over `background`. */
export interface ScatterColours {
  background: string
  generated: string
  real: string
  heat: string
}

/**
 * Draws some rows of pixels of a sheet, one canvas pixel per picture pixel: the page scales it up without smoothing. Leaves
 * the canvas alone if the picture is gone.
 */
export function drawStrip(
  canvas: HTMLCanvasElement,
  { picture }: ImagesFrame,
  { top, height }: { top: number; height: number },
): void {
  // A bitmap that has been closed has no size.
  if (picture.width === 0 || picture.height === 0) return
  canvas.width = picture.width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(picture, 0, -top)
}

/** A picture enlarged by a whole factor, so that its longer side has about 1,024 pixels. */
export function enlarged(frame: ImagesFrame): HTMLCanvasElement {
  const { picture } = frame
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

function drawHeat(
  context: CanvasRenderingContext2D,
  heat: NonNullable<ScatterFrame['heat']>,
  colour: string,
  size: number,
) {
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

/** Draws a scatter on a square canvas of `size` device pixels: heat, real points as rings, generated ones as dots. */
export function drawScatter(
  canvas: HTMLCanvasElement,
  options: { frame: ScatterFrame; size: number; scale: number; colours: ScatterColours },
): void {
  const { frame, size, scale, colours } = options
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = colours.background
  context.fillRect(0, 0, size, size)
  if (frame.heat) drawHeat(context, frame.heat, colours.heat, size)
  const each = (points: Float32Array, draw: (x: number, y: number) => void) => {
    for (let i = 0; i + 1 < points.length; i += 2)
      draw(...toPixels(points[i] ?? 0, points[i + 1] ?? 0, frame.extent, size))
  }
  const ring = 1.7 * scale
  context.strokeStyle = colours.real
  context.lineWidth = 0.8 * scale
  context.globalAlpha = 0.6
  context.beginPath()
  each(frame.real, (x, y) => {
    context.moveTo(x + ring, y)
    context.arc(x, y, ring, 0, 2 * Math.PI)
  })
  context.stroke()
  const dot = 1.5 * scale
  context.globalAlpha = 0.85
  context.fillStyle = colours.generated
  context.beginPath()
  each(frame.generated, (x, y) => {
    context.moveTo(x + dot, y)
    context.arc(x, y, dot, 0, 2 * Math.PI)
  })
  context.fill()
  context.globalAlpha = 1
}
