// The plot of one view, drawn past React: the newest frame, or the one that was chosen from the history.
import { useCallback, useRef } from 'react'
import { formatCount } from '../lib/format'
import type { RunState } from '../training/runStore'
import { drawPlot, type PlotColours } from './frames'
import { useLive } from './live'
import { useThemeVersion } from './theme'
import styles from './Studio.module.css'

/** The frame that is nearest to a round; the newest for null. */
export function frameAt(run: RunState, view: string, round: number | null) {
  const newest = run.frames[view] ?? null
  if (round === null) return newest
  const frames = run.history[view] ?? []
  const distance = (frame: { round: number }) => Math.abs(frame.round - round)
  return frames.reduce((best, frame) => (!best || distance(frame) < distance(best) ? frame : best), newest)
}

/** The number of the colour token of the player behind each field of a view. */
export type PlayerColours = Readonly<Record<string, number>>

function coloursOf(element: Element, players: PlayerColours): PlotColours {
  const css = getComputedStyle(element)
  const token = (name: string) => css.getPropertyValue(name).trim()
  const player = (of: string) => token(`--player-${players[of] ?? 0}`)
  return { background: token('--surface'), circle: token('--text'), dot: player, heat: player }
}

export function ViewCanvas(props: {
  view: string
  title: string
  /** The round to show; null follows the run. */
  round: number | null
  /** Memoised: other colours draw anew. */
  colours: PlayerColours
}) {
  const { view, title, round, colours } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useThemeVersion()
  const draw = useCallback(
    (run: RunState) => {
      const element = canvas.current
      const frame = frameAt(run, view, round)
      if (!element || frame?.drawing.form !== 'plot') return
      // The theme's version is read so that a change of theme draws anew.
      element.dataset.theme = String(theme)
      element.setAttribute('aria-label', `${title} at round ${formatCount(frame.round)}`)
      const scale = window.devicePixelRatio || 1
      const size = Math.round(Math.max(160, Math.min(element.clientWidth, element.clientHeight)) * scale)
      drawPlot(element, { plot: frame.drawing, size, scale, colours: coloursOf(element, colours) })
    },
    [view, title, round, colours, theme],
  )
  const changes = useCallback((run: RunState) => (round === null ? run.frames[view] : round), [view, round])
  useLive(draw, changes)
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={title} width={1} height={1} />
}
