// Saves what a view shows as a PNG: pictures enlarged by a whole factor, plots as they are drawn.
import type { RunState } from '../training/runStore'
import { downloadFile, fileName } from './download'
import { drawPlot, enlargedPicture } from './frames'
import { frameAt } from './ViewCanvas'

/** Saves the frame of `view` that is nearest to `round` (null: the newest). Does nothing where there is none yet. */
export function saveViewPng(options: {
  run: RunState
  view: string
  round: number | null
  /** The document's title. */
  title: string
}): void {
  const { run, view, round, title } = options
  const frame = frameAt(run, view, round)
  if (!frame) return
  let canvas: HTMLCanvasElement
  if (frame.drawing.form === 'tiles') canvas = enlargedPicture(frame.drawing)
  else {
    canvas = document.createElement('canvas')
    const colours = { background: '#ffffff', circle: '#15181d', dot: () => '#00897b', heat: () => '#b97600' }
    drawPlot(canvas, { plot: frame.drawing, size: 1024, scale: 2, colours })
  }
  canvas.toBlob((blob) => {
    if (!blob) return
    const name = `${fileName(title)}-${fileName(view)}-round-${frame.round}.png`
    downloadFile({ name, content: [blob], type: 'image/png' })
  })
}
