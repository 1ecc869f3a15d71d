// Lays pictures out in a grid, one picture of pixels to show or to save.
import { toByte } from './pixels'

/** Pixels between two pictures of a sheet that crosses to the page. */
export const sheetGap = 2

export interface Sheet {
  width: number
  height: number
  columns: number
  rows: number
  /** RGBA, row after row. */
  pixels: Uint8ClampedArray<ArrayBuffer>
}

/** Columns of the squarest grid that holds `count` pictures, wider rather than taller. */
export function sheetColumns(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)))
}

/**
 * Draws `values` (pictures one after another, in [−1, 1]) side by side. `shape` is [height, width, channels]: one channel
 * is grey, three are red, green, blue. `gap` pixels of `background` stand between the pictures; `scale` repeats pixels.
 */
export function drawSheet({
  values,
  shape,
  columns,
  gap = 0,
  scale = 1,
  background = 0,
}: {
  values: Float32Array
  shape: readonly number[]
  columns?: number
  gap?: number
  scale?: number
  background?: number
}): Sheet {
  const [height = 1, width = 1, channels = 1] = shape
  const size = height * width * channels
  const count = Math.floor(values.length / size)
  const across = columns ?? sheetColumns(count)
  const rows = Math.max(1, Math.ceil(count / across))
  const sheetWidth = across * width * scale + (across - 1) * gap
  const sheetHeight = rows * height * scale + (rows - 1) * gap
  const pixels = new Uint8ClampedArray(sheetWidth * sheetHeight * 4)
  for (let i = 0; i < pixels.length; i++) pixels[i] = i % 4 === 3 ? 255 : background
  for (let k = 0; k < count; k++) {
    const left = (k % across) * (width * scale + gap)
    const top = Math.floor(k / across) * (height * scale + gap)
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < width * scale; x++) {
        const from = k * size + (Math.floor(y / scale) * width + Math.floor(x / scale)) * channels
        const to = ((top + y) * sheetWidth + left + x) * 4
        for (let c = 0; c < 3; c++) pixels[to + c] = toByte(values[from + Math.min(c, channels - 1)] ?? 0)
      }
    }
  }
  return { width: sheetWidth, height: sheetHeight, columns: across, rows, pixels }
}
