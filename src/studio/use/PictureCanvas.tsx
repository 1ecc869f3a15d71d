// Numbers as pictures: one, or several in a row.
import { useEffect, useRef } from 'react'
import type { Numbers } from '../../lib/numbers'
import { drawSheet, sheetGap } from '../../lib/sheet'
import styles from './Use.module.css'

/** Draws `numbers` (pictures in [−1, 1]) on a canvas, one canvas pixel per picture pixel. */
export function paintNumbers(canvas: HTMLCanvasElement, { shape, values }: Numbers): void {
  const [count = 1, ...rest] = shape
  const sheet = drawSheet({ values: Float32Array.from(values), shape: rest, columns: count, gap: sheetGap })
  canvas.width = sheet.width
  canvas.height = sheet.height
  canvas.getContext('2d')?.putImageData(new ImageData(sheet.pixels, sheet.width, sheet.height), 0, 0)
}

/** Points of the plane as dots, the first the largest: where noise lands. */
function paintPoints(canvas: HTMLCanvasElement, { values }: Numbers): void {
  const side = 240
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) return
  const css = getComputedStyle(canvas)
  const extent = 1.25 * Math.max(1, ...Array.from(values, Math.abs))
  context.strokeStyle = css.getPropertyValue('--canvas-dot')
  context.beginPath()
  context.moveTo(side / 2, 0)
  context.lineTo(side / 2, side)
  context.moveTo(0, side / 2)
  context.lineTo(side, side / 2)
  context.stroke()
  context.fillStyle = css.getPropertyValue('--player-0')
  for (let i = 0; i + 1 < values.length; i += 2) {
    context.beginPath()
    const [x, y] = [(values[i] ?? 0) / extent, (values[i + 1] ?? 0) / extent]
    context.arc((side / 2) * (1 + x), (side / 2) * (1 - y), 6, 0, 2 * Math.PI)
    context.fill()
  }
}

export function PictureCanvas({ numbers, label, size }: { numbers: Numbers; label: string; size: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [count = 1, height = 1, width = 1] = numbers.shape
  const flat = numbers.shape.length === 2
  useEffect(() => {
    if (canvas.current) (flat ? paintPoints : paintNumbers)(canvas.current, numbers)
  }, [numbers, flat])
  const aspect = flat ? 1 : (count * width + (count - 1) * sheetGap) / height
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={styles.canvas}
      style={{ height: size, width: size * aspect }}
      width={1}
      height={1}
    />
  )
}
