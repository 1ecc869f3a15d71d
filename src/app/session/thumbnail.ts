// Small pictures of what a project makes, for the project list.
import type { ViewFrame } from '../../../workers/trainer.api'

const side = 240
const generatedColour = '#0f9d8f'
const realColour = '#9aa3ad'

/** Draws the newest frame as a picture of at most 240 × 240 pixels; null where this browser cannot. */
export async function drawThumbnail(frame: ViewFrame): Promise<Blob | null> {
  if (typeof OffscreenCanvas === 'undefined') return null
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  if (!context) return null
  if (frame.as === 'images') {
    const scale = Math.min(1, side / Math.max(frame.picture.width, frame.picture.height))
    canvas.width = Math.max(1, Math.round(frame.picture.width * scale))
    canvas.height = Math.max(1, Math.round(frame.picture.height * scale))
    context.drawImage(frame.picture, 0, 0, canvas.width, canvas.height)
  } else {
    const half = side / 2
    const drawPoints = (points: Float32Array, colour: string) => {
      context.fillStyle = colour
      for (let i = 0; i + 1 < points.length; i += 2) {
        const x = half + (points[i]! / frame.extent) * half
        const y = half - (points[i + 1]! / frame.extent) * half
        context.fillRect(x - 1, y - 1, 2, 2)
      }
    }
    drawPoints(frame.real, realColour)
    drawPoints(frame.generated, generatedColour)
  }
  return canvas.convertToBlob({ type: 'image/png' })
}
