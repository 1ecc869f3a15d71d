// The live picture on a card: it subscribes to its own frames, so that training never redraws the graph.
import { useEffect, useRef, useState } from 'react'
import type { DataPreview } from '../../../workers/data.api'
import type { ViewFrame } from '../../../workers/trainer.api'
import type { DataSection } from '../../document/types'
import { useDocument, useRun, useStores } from '../../state/context'
import type { Thumb } from '../cards/cards'
import styles from './Card.module.css'
import { thumbSize } from '../cards/geometry'

const side = 3

/** The newest frame of a view, or the first samples of a data section. */
export function Thumbnail({ thumb, label }: { thumb: Thumb; label: string }) {
  return thumb.show === 'view' ? (
    <ViewThumb view={thumb.view} label={label} />
  ) : (
    <DataThumb data={thumb.data} label={label} />
  )
}

function ViewThumb({ view, label }: { view: string; label: string }) {
  const frame = useRun((state) => state.frames[view])
  return (
    <ThumbCanvas
      label={`Samples of ${label}`}
      frame={frame}
      draw={frame ? (canvas) => drawFrame(canvas, frame) : null}
    />
  )
}

function DataThumb({ data, label }: { data: string; label: string }) {
  const section = useDocument((state) => state.document.data[data])
  const preview = usePreview(section)
  return (
    <ThumbCanvas
      label={`First samples of ${label}`}
      frame={preview}
      draw={preview ? (canvas) => drawPreview(canvas, preview) : null}
    />
  )
}

const previews = new WeakMap<DataSection, DataPreview>()

function usePreview(section: DataSection | undefined): DataPreview | undefined {
  const stores = useStores()
  const starting = useRun((state) => state.status === 'starting')
  const [, setVersion] = useState(0)
  useEffect(() => {
    if (!section || starting || previews.has(section)) return
    let gone = false
    stores.run
      .getState()
      .preview(section, previewCount(section))
      .then((result) => {
        if (!result.ok) return
        previews.set(section, result.value)
        if (!gone) setVersion((version) => version + 1)
      })
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [section, starting, stores])
  return section && previews.get(section)
}

/** As many pictures as the card shows, or enough points to see their shape. */
function previewCount(section: DataSection): number {
  return Object.values(section.fields).some(({ shape }) => shape.length === 3) ? side * side : 256
}

type Draw = (canvas: HTMLCanvasElement) => void

function ThumbCanvas(props: { label: string; frame: unknown; draw: Draw | null }) {
  const { label, frame, draw } = props
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (ref.current && draw) draw(ref.current)
  }, [frame, draw])
  return <canvas ref={ref} className={styles.thumb} width={96} height={96} role="img" aria-label={label} />
}

function scaled(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const pixels = thumbSize * Math.min(2, Math.max(1, Math.round(window.devicePixelRatio)))
  if (canvas.width !== pixels) canvas.width = canvas.height = pixels
  const context = canvas.getContext('2d')
  context?.setTransform(pixels / thumbSize, 0, 0, pixels / thumbSize, 0, 0)
  context?.clearRect(0, 0, thumbSize, thumbSize)
  return context
}

/** The first pictures of a grid, as many as fit three by three; where a sample has several parts, whole samples. */
function drawPictures(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  { columns, rows, parts = [] }: { columns: number; rows: number; parts?: readonly string[] },
): void {
  // A bitmap that has been closed has no size.
  if (picture.width === 0) return
  const context = scaled(canvas)
  if (!context) return
  const shown = Math.max(1, Math.min(parts.length > 1 ? parts.length : side, columns, rows))
  const [width, height] = [picture.width / columns, picture.height / rows]
  context.imageSmoothingEnabled = width > thumbSize / shown
  context.drawImage(picture, 0, 0, width * shown, height * shown, 0, 0, thumbSize, thumbSize)
}

function drawPoints(canvas: HTMLCanvasElement, sets: { xy: Float32Array; colour: string }[], extent: number) {
  const context = scaled(canvas)
  if (!context) return
  const style = getComputedStyle(canvas)
  for (const { xy, colour } of sets) {
    context.fillStyle = style.getPropertyValue(colour) || 'gray'
    const end = Math.min(xy.length, 1200)
    for (let i = 0; i + 1 < end; i += 2) {
      const x = (((xy[i] ?? 0) / extent + 1) / 2) * thumbSize
      const y = ((1 - (xy[i + 1] ?? 0) / extent) / 2) * thumbSize
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5)
    }
  }
}

const markColours = { circle: '--text-3', dot: '--player-0' }

function drawFrame(canvas: HTMLCanvasElement, { drawing }: ViewFrame): void {
  if (drawing.form === 'tiles') drawPictures(canvas, drawing.picture, drawing)
  else {
    const sets = drawing.points.map(({ mark, xy }) => ({ xy, colour: markColours[mark] }))
    drawPoints(canvas, sets, drawing.extent)
  }
}

function drawPreview(canvas: HTMLCanvasElement, preview: DataPreview): void {
  if (preview.picture) {
    drawPictures(canvas, preview.picture, { columns: side, rows: side })
  } else if (preview.points) {
    const extent = 1.2 * preview.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0.1)
    drawPoints(canvas, [{ xy: preview.points, colour: '--text-2' }], extent)
  }
}
