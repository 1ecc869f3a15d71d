// The first samples of a data section, as they are trained on.
import { useEffect, useRef, useState } from 'react'
import type { DataPreview, Failure } from '../../workers/trainer.api'
import type { DataSection } from '../document/types'
import type { Result } from '../lib/result'
import { useRun, useStores } from '../state/context'
import styles from './Data.module.css'
import { drawScatter } from './frames'
import { useThemeVersion } from './theme'

const pictures = 25
const points = 600
const side = 180

type Preview = { section: DataSection; result: Result<DataPreview, Failure> } | null

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
  const frame = { as: 'scatter' as const, view: '', round: 0, generated: new Float32Array(), real, extent }
  const colours = {
    background: token('--surface'),
    generated: token('--text'),
    real: token('--text'),
    heat: token('--text'),
  }
  const scale = window.devicePixelRatio || 1
  drawScatter(canvas, { frame, size: side * scale, scale, colours })
}

export function DataSamples({ section, title }: { section: DataSection; title: string }) {
  const { run } = useStores()
  const ready = useRun((state) => state.status !== 'starting')
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useThemeVersion()
  const [preview, setPreview] = useState<Preview>(null)
  useEffect(() => {
    if (!ready) return
    let gone = false
    const flat = Object.values(section.fields).some((field) => field.domain === 'point')
    void run
      .getState()
      .preview(section, flat ? points : pictures)
      .then((result) => !gone && setPreview({ section, result }))
    return () => {
      gone = true
    }
  }, [run, section, ready])
  const shown = preview?.section === section ? preview.result : null
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
    </figure>
  )
}
