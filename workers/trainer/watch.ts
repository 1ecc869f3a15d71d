// Reads losses and views back while training goes on, at a pace that costs it little, and notices when a run diverges.
import type { ProgramChange } from '../../src/engine/change'
import type { Engine } from '../../src/engine/engine'
import type { Snapshot } from '../../src/engine/snapshot'
import type { Divergence } from '../../src/engine/types'
import { frameOf } from './pictures'
import type { Outbox } from './outbox'
import { watchHealth } from './watchHealth'

/** What one engine is watched with. Reading back never holds a step up: results arrive when they arrive. */
export interface Watch {
  /** Between two rounds: starts whatever is due. Resolves at once, but where the last check lies too many rounds back. */
  look(): Promise<void>
  /** Reads losses and views now, whatever is due, and resolves when the outbox has them. */
  lookNow(): Promise<void>
  /** Reads the losses of every step up to now. */
  readLosses(): Promise<void>
  /** The player whose objective or gradient is no number, once that is known. */
  readonly diverged: { player: string; round: number } | null
  /** Finds where it began, from the last check on. The engine is left somewhere before that. */
  locate(): Promise<Divergence | null>
  /** The engine was changed by hand: where it trains otherwise, there is no way from the last check to where it stands. */
  follow(change: ProgramChange): void
  /** Nothing of this engine reaches the outbox any more. */
  end(): void
}

const lossEvery = 150
const frameEvery = 500
/** A frame may take this share of the time between two frames. */
const frameShare = 0.08
/** A check is due after so many rounds, or after so long; so many rounds after the last good one, training waits for it. */
const checkRounds = 20
const checkEvery = 5000
const mostUnchecked = 40

/** `onError` hears of a read-back that failed, such as on a lost device. */
export function createWatch(engine: Engine, outbox: Outbox, onError: (error: unknown) => void): Watch {
  let diverged: Watch['diverged'] = null
  let over = false
  let [lossDue, frameDue] = [-Infinity, -Infinity]
  let [seenLosses, seenFrames, drawnRound] = [engine.step, -1, -1]
  let reading: Promise<void> | null = null
  let drawing: Promise<void> | null = null
  const health = watchHealth(engine, (text) => {
    if (!over) outbox.tell('warning', text, { stays: true })
  })

  const readLosses = async () => {
    const { round, step } = engine
    seenLosses = step
    const losses = await engine.readLosses()
    if (over) return
    const player = Object.keys(losses).find((name) => !Number.isFinite(losses[name]))
    if (player !== undefined) diverged ??= { player, round }
    else if (Object.keys(losses).length > 0) {
      outbox.addLosses({ round, losses })
      health.seeLosses({ round, losses })
    }
    lossDue = performance.now() + lossEvery
  }
  const drawFrames = async () => {
    const began = performance.now()
    const { round, step } = engine
    seenFrames = step
    drawnRound = round
    for (const view of Object.keys(engine.program.views)) {
      const data = await engine.view(view)
      // First, because what a frame shows is handed over to the page.
      // What only gives advice must not end a run.
      await health.seeView(view, round, data).catch(() => undefined)
      const frame = await frameOf({ view, round, drawing: data.drawing })
      if (over) return
      outbox.addFrame(frame)
    }
    const now = performance.now()
    frameDue = now + Math.max(frameEvery, (now - began) / frameShare)
  }
  const lossesOnce = () => (reading ??= readLosses().finally(() => (reading = null)))
  const framesOnce = () => (drawing ??= drawFrames().finally(() => (drawing = null)))
  const report = (error: unknown) => {
    if (!over) onError(error)
  }
  const isSound = async () => {
    // What is being read may have begun before the last step.
    await reading
    const { round } = engine
    const [unsound] = await Promise.all([engine.readUnsound(), lossesOnce()])
    if (unsound[0] !== undefined) diverged ??= { player: unsound[0], round }
    return diverged === null
  }
  const checks = createChecks(engine, { isSound, report })
  return {
    async look() {
      const now = performance.now()
      if (now >= lossDue && reading === null) lossesOnce().catch(report)
      if ((now >= frameDue || drawnRound <= 0) && drawing === null) framesOnce().catch(report)
      await checks.look()
    },
    async lookNow() {
      await Promise.all([reading, drawing])
      if (seenLosses !== engine.step || checks.step !== engine.step) await checks.now()
      if (diverged === null && seenFrames !== engine.step) await framesOnce()
    },
    async readLosses() {
      await reading
      await lossesOnce()
    },
    get diverged() {
      return diverged
    },
    locate: () => checks.locate(),
    follow(change) {
      if (change.training) checks.restart()
      // Pictures of another model, or of another view, are due though no step was made.
      if (change.steps || change.views) seenFrames = -1
      health.follow(change)
    },
    end() {
      over = true
      checks.end()
    },
  }
}

/** Checks every few rounds that all is numbers, and holds the engine as it was at the last check that found it so. */
function createChecks(
  engine: Engine,
  { isSound, report }: { isSound: () => Promise<boolean>; report: (error: unknown) => void },
) {
  let snapshot: Snapshot | null = engine.snapshot()
  let begun = { round: engine.round, step: engine.step, time: performance.now() }
  let checking: Promise<void> | null = null
  let life = 0

  const keep = (next: Snapshot) => {
    snapshot?.release()
    snapshot = next
  }
  const check = async () => {
    const [next, started] = [engine.snapshot(), life]
    begun = { round: engine.round, step: engine.step, time: performance.now() }
    let sound = false
    try {
      sound = await isSound()
    } finally {
      if (sound && life === started) keep(next)
      else next.release()
    }
  }
  const once = () => (checking ??= check().finally(() => (checking = null)))
  return {
    /** The last step before the last check. */
    get step() {
      return begun.step
    },
    async look() {
      const rounds = engine.round - begun.round
      const due = rounds >= checkRounds || (rounds > 0 && performance.now() - begun.time > checkEvery)
      const running = (due ? once() : checking)?.catch(report)
      if (engine.round - (snapshot?.round ?? engine.round) >= mostUnchecked) await running
    },
    async now() {
      await checking
      await once()
    },
    locate: async () => (snapshot === null ? null : engine.locateDivergence(snapshot)),
    restart() {
      life++
      keep(engine.snapshot())
      begun = { round: engine.round, step: engine.step, time: performance.now() }
    },
    end() {
      life++
      snapshot?.release()
      snapshot = null
    },
  }
}
