// The pictures of one view as a sheet: headings over the parts of a sample, captions under it, the pixels past React.
import { useCallback, useEffect, useRef, useState } from 'react'
import { formatCount } from '../lib/format'
import { useRun } from '../state/context'
import type { RunState } from '../training/runStore'
import type { DrawnTiles } from '../../workers/trainer.api'
import { drawStrip } from './frames'
import { useLive } from './live'
import { layoutSheet, type SheetFacts, type SheetLayout } from './sheetLayout'
import styles from './Studio.module.css'
import { frameAt } from './ViewCanvas'

function tilesAt(
  run: RunState,
  view: string,
  round: number | null,
): { tiles: DrawnTiles; round: number } | null {
  const frame = frameAt(run, view, round)
  const { drawing } = frame ?? {}
  // A bitmap that has been closed has no size.
  return frame && drawing?.form === 'tiles' && drawing.picture.width > 0
    ? { tiles: drawing, round: frame.round }
    : null
}

/** What of the frame the layout needs, as text: the same text, no new render. */
function factsOf(run: RunState, view: string, round: number | null): string | null {
  const shown = tilesAt(run, view, round)
  if (!shown) return null
  const { picture, columns, rows, parts, captions } = shown.tiles
  const { width, height } = picture
  return JSON.stringify({ width, height, columns, rows, parts, captions } satisfies SheetFacts)
}

/** The height that the page leaves to the sheet; its width follows. */
function useRoom(large: boolean) {
  const [height, setHeight] = useState(0)
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (large || !element.current) return
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [large])
  if (large)
    return { element, room: { width: 0.84 * innerWidth - 40, height: 0.68 * innerHeight, roomy: true } }
  return {
    element,
    room: { width: Math.max(300, 0.5 * innerWidth), height: Math.max(100, height), roomy: false },
  }
}

/** The sheet of `view` at `round` (null follows the run). */
export function ViewSheet(props: { view: string; title: string; round: number | null; large: boolean }) {
  const { view, title, round, large } = props
  const facts = useRun((run) => factsOf(run, view, round))
  const { element, room } = useRoom(large)
  const layout = facts === null ? null : layoutSheet(JSON.parse(facts) as SheetFacts, room)
  const strips = useRef<HTMLDivElement>(null)
  const draw = useCallback(
    (run: RunState) => {
      const shown = tilesAt(run, view, round)
      const canvases = strips.current?.querySelectorAll('canvas') ?? []
      if (!shown || facts === null) return
      canvases[0]?.setAttribute('aria-label', `${title} at round ${formatCount(shown.round)}`)
      canvases.forEach((canvas) => {
        drawStrip(canvas, shown.tiles, {
          top: Number(canvas.dataset.top),
          height: Number(canvas.dataset.height),
        })
      })
    },
    [view, title, round, facts],
  )
  const changes = useCallback((run: RunState) => (round === null ? run.frames[view] : round), [view, round])
  useLive(draw, changes)
  return (
    <div ref={element} className={styles.sheetRoom}>
      <div ref={strips} className={styles.sheet}>
        {layout && <Sheet layout={layout} facts={JSON.parse(facts ?? '') as SheetFacts} title={title} />}
      </div>
    </div>
  )
}

function Sheet({ layout, facts, title }: { layout: SheetLayout; facts: SheetFacts; title: string }) {
  const { scale, headings, span, strips } = layout
  const width = facts.width * scale
  const columns = (count: number) => ({ width, gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` })
  return (
    <>
      {headings.length > 0 && (
        <div className={styles.headings} style={columns(headings.length)}>
          {headings.map((heading, index) => (
            <span key={index}>{heading}</span>
          ))}
        </div>
      )}
      {strips.map(({ top, height, captions }, index) => (
        <div key={index}>
          <canvas
            className={styles.strip}
            style={{ width, height: height * scale }}
            width={1}
            height={1}
            data-top={top}
            data-height={height}
            {...(index === 0 ? { role: 'img', 'aria-label': title } : { 'aria-hidden': true })}
          />
          {captions.length > 0 && (
            <div className={styles.captions} style={columns(facts.columns / span)}>
              {captions.map((caption, sample) => (
                <span key={sample}>{caption}</span>
              ))}
            </div>
          )}
        </div>
      ))}
    </>
  )
}
