// Small pictures of what a project makes, for the project list.
import type { ViewFrame } from '../../../workers/trainer.api'

const side = 240
const colours = { circle: '#9aa3ad', dot: '#0f9d8f' }

/** Draws the newest frame as a picture of at most 240 × 240 pixels; null where this browser cannot. */
export async function drawThumbnail({ drawing }: ViewFrame): Promise<Blob | null> {
  if (typeof OffscreenCanvas === 'undefined') return null
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  if (!context) return null
  if (drawing.form === 'tiles') {
    const { picture } = drawing
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  } else {
    const half = side / 2
    for (const { mark, xy } of drawing.points) {
      context.fillStyle = colours[mark]
      for (let i = 0; i + 1 < xy.length; i += 2) {
        const x = half + (xy[i]! / drawing.extent) * half
        const y = half - (xy[i + 1]! / drawing.extent) * half
        context.fillRect(x - 1, y - 1, 2, 2)
      }
    }
  }
  return canvas.convertToBlob({ type: 'image/png' })
}
