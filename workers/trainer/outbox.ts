// What the page has not heard yet: it pulls, and gets everything at once, at most ten times a second.
import type { LossPoint, News, Standing, ViewFrame } from '../trainer.api'

export interface Outbox {
  /** There is news; `urgent` does not wait for the next tenth of a second. */
  touch(options?: { urgent: boolean }): void
  addLosses(point: LossPoint): void
  /** Replaces an older frame of the same view that nobody fetched. */
  addFrame(frame: ViewFrame): void
  /** `stays`: it waits until somebody has read it. */
  tell(level: News['messages'][number]['level'], text: string, options?: { stays: true }): void
  /** Drops what is waiting: it tells of a run that is over. */
  clear(): void
  /** Resolves when there is news. */
  next(): Promise<News>
}

const quiet = 100
const mostPoints = 4000

/** How training stands before there is any. */
export const nothingOpened: Standing = {
  state: 'idle',
  trouble: null,
  round: 0,
  until: 0,
  seconds: 0,
  roundsPerSecond: 0,
  memory: { tensors: 0, bytes: 0, taken: null },
  savedRound: null,
  progress: null,
}

/** An outbox in which `standing` says how things stand at the moment of the answer. */
export function createOutbox(standing: () => Standing): Outbox {
  const outbox = { losses: [] as LossPoint[], frames: [] as ViewFrame[], messages: [] as News['messages'] }
  const waiting: ((news: News) => void)[] = []
  let fresh = true
  let answered = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  const answer = () => {
    clearTimeout(timer)
    timer = undefined
    const resolve = waiting.shift()
    if (resolve === undefined) return
    fresh = false
    answered = performance.now()
    const { losses, frames, messages } = outbox
    Object.assign(outbox, { losses: [], frames: [], messages: [] })
    resolve({ ...standing(), losses, frames, messages })
  }
  const touch = ({ urgent }: { urgent: boolean } = { urgent: false }) => {
    fresh = true
    if (waiting.length === 0) return
    const rest = answered + quiet - performance.now()
    if (urgent || rest <= 0) answer()
    else timer ??= setTimeout(answer, rest)
  }
  return {
    touch,
    addLosses(point) {
      // Nobody fetches: keep every other point, so that a page that comes back still sees the whole run.
      if (outbox.losses.length >= mostPoints)
        outbox.losses = outbox.losses.filter((_, index) => index % 2 === 0)
      outbox.losses.push(point)
      touch()
    },
    addFrame(frame) {
      const stale = outbox.frames.filter(({ view }) => view === frame.view)
      for (const { drawing } of stale) if (drawing.form === 'tiles') drawing.picture.close()
      outbox.frames = [...outbox.frames.filter(({ view }) => view !== frame.view), frame]
      touch()
    },
    tell(level, text, options) {
      outbox.messages.push({ level, text, ...options })
      touch({ urgent: true })
    },
    clear() {
      Object.assign(outbox, { losses: [], frames: [] })
      touch({ urgent: true })
    },
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        if (fresh) touch()
      }),
  }
}
