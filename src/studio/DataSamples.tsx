// The first samples of a data section, as they are trained on.
import { useEffect, useRef } from 'react'
import type { DataPreview } from '../../workers/data.api'
import type { Failure } from '../lib/failure'
import type { Result } from '../lib/result'
import { useRun } from '../state/context'
import styles from './Data.module.css'
import { drawPlot } from './frames'
import { useThemeVersion } from './theme'

const side = 180

function drawPreview(canvas: HTMLCanvasElement, preview: DataPreview): void {
  if (preview.picture) {
    canvas.width = preview.picture.width
    canvas.height = preview.picture.height
    if (canvas.width > 0) canvas.getContext('2d')?.drawImage(preview.picture, 0, 0)
    return
  }
  const real = preview.points ?? new Float32Array()
  const extent = 1.15 * real.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3)
  const css = getComputedStyle(canvas)
  const token = (name: string) => css.getPropertyValue(name).trim()
  const plot = { form: 'plot' as const, extent, points: [{ mark: 'circle' as const, xy: real }], heat: null }
  const text = token('--text')
  const colours = { background: token('--surface'), circle: text, dot: () => text, heat: () => text }
  const scale = window.devicePixelRatio || 1
  drawPlot(canvas, { plot, size: side * scale, scale, colours })
}

export function DataSamples({ shown, title }: { shown: Result<DataPreview, Failure> | null; title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useThemeVersion()
  const progress = useRun((state) => state.progress)
  useEffect(() => {
    if (shown?.ok && canvas.current) drawPreview(canvas.current, shown.value)
  }, [shown, theme])
  return (
    <figure className={styles.samples}>
      {shown?.ok === false ? (
        <p className={styles.warning}>
          {shown.error.message} {shown.error.remedy}
        </p>
      ) : (
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Samples of ${title}`}
          data-points={(shown?.ok && shown.value.points !== null) || undefined}
          width={1}
          height={1}
        />
      )}
      {shown === null && progress && (
        <figcaption className={styles.quiet}>
          {progress.what}
          <progress aria-label={progress.what} max={1} value={progress.fraction} />
        </figcaption>
      )}
    </figure>
  )
}
