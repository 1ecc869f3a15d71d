// How far training is, in words that follow it live, and as a line under the top bar.
import { useCallback, useRef } from 'react'
import { formatCount } from '../lib/format'
import { useDocument, useRun } from '../state/context'
import { LiveText, useLive } from '../studio/live'
import type { RunState } from '../training/runStore'
import styles from './RunStatus.module.css'
import { paceText, targetRound } from './pace'

export function RunStatus() {
  const rounds = useDocument((state) => state.document.game.rounds)
  const roundText = useCallback(
    (run: RunState) => `Round ${formatCount(run.round)} of ${formatCount(targetRound(run, rounds))}`,
    [rounds],
  )
  const pace = useCallback((run: RunState) => paceText(run, rounds), [rounds])
  return (
    <div className={styles.status}>
      <LiveText role="status" className={styles.round} text={roundText} />
      <LiveText className={styles.pace} text={pace} />
    </div>
  )
}

/** A line as long as the part of the rounds that is done; while something is prepared, as long as that. */
export function ProgressLine() {
  const rounds = useDocument((state) => state.document.game.rounds)
  const line = useRef<HTMLDivElement>(null)
  const draw = useCallback(
    (run: RunState) => {
      const fraction = run.progress?.fraction ?? run.round / Math.max(1, targetRound(run, rounds))
      if (line.current) line.current.style.transform = `scaleX(${Math.min(1, fraction)})`
    },
    [rounds],
  )
  useLive(draw)
  return (
    <div className={styles.progress} aria-hidden>
      <div ref={line} />
    </div>
  )
}

/** What is being prepared, where it takes more than a moment. */
export function Preparation() {
  const what = useRun((run) => run.progress?.what ?? null)
  const percent = useRun((run) => Math.round(100 * (run.progress?.fraction ?? 0)))
  if (what === null) return null
  return (
    <div className={styles.preparation}>
      <span>
        {what} · {percent} %
      </span>
      <progress aria-label={what} max={100} value={percent} />
    </div>
  )
}
