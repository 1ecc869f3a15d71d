// Live values of the run: drawn straight to the page once an animation frame, past React, so that training costs no renders.
import { useCallback, useEffect, useRef } from 'react'
import { useStores } from '../state/context'
import type { RunState } from '../training/runStore'

/**
 * Calls `draw` in the next animation frame after each change of the run, at most once a frame, and once at the start. A
 * change of `draw` draws again: memoise it. `select` says what a change is; without it, any is.
 */
export function useLive(draw: (run: RunState) => void, select?: (run: RunState) => unknown): void {
  const { run } = useStores()
  useEffect(() => {
    let frame = 0
    const schedule = () => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        draw(run.getState())
      })
    }
    schedule()
    const unsubscribe = run.subscribe((state, before) => {
      if (!select || select(state) !== select(before)) schedule()
    })
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [run, draw, select])
}

/** Text that follows the run. `text` must be a stable function. */
export function LiveText(props: {
  text: (run: RunState) => string
  className?: string | undefined
  role?: 'status'
}) {
  const { text, role, className } = props
  const element = useRef<HTMLSpanElement>(null)
  const write = useCallback(
    (run: RunState) => {
      const next = text(run)
      if (element.current && element.current.textContent !== next) element.current.textContent = next
    },
    [text],
  )
  useLive(write)
  // Not announced: a number that changes many times a second would drown everything else.
  return <span ref={element} className={className} role={role} aria-live={role && 'off'} />
}
