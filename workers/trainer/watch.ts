// Reads losses and views back while training goes on, at a pace that costs it little.
import type { Engine } from '../engine/engine'
import { frameOf } from './pictures'
import type { NewsBoard } from './newsBoard'

/** What one engine is watched with. Reading back never holds a step up: results arrive when they arrive. */
export interface Watch {
  /** Between two rounds: starts whatever is due. */
  look(): void
  /** Reads losses and views now, whatever is due, and resolves when the board has them. */
  lookNow(): Promise<void>
  /** Reads the losses of every step up to now. */
  readLosses(): Promise<void>
  /** The player whose objective is no number, once that is known. */
  readonly diverged: { player: string; round: number } | null
  /** Nothing of this engine reaches the board any more. */
  end(): void
}

const lossEvery = 150
const frameEvery = 500
/** A frame may take this share of the time between two frames. */
const frameShare = 0.08

/** `onError` hears of a read-back that failed, such as on a lost device. */
export function createWatch(engine: Engine, board: NewsBoard, onError: (error: unknown) => void): Watch {
  let diverged: Watch['diverged'] = null
  let over = false
  let [lossDue, frameDue] = [-Infinity, -Infinity]
  let [seenLosses, seenFrames, drawnRound] = [-1, -1, -1]
  let reading: Promise<void> | null = null
  let drawing: Promise<void> | null = null

  const readLosses = async () => {
    const { round, step } = engine
    seenLosses = step
    const losses = await engine.readLosses()
    if (over) return
    const player = Object.keys(losses).find((name) => !Number.isFinite(losses[name]))
    if (player !== undefined) diverged ??= { player, round }
    else if (Object.keys(losses).length > 0) board.addLosses({ round, losses })
    lossDue = performance.now() + lossEvery
  }
  const drawFrames = async () => {
    const began = performance.now()
    const { round, step } = engine
    seenFrames = step
    drawnRound = round
    for (const view of Object.keys(engine.program.views)) {
      const data = await engine.view(view)
      const register = engine.program.views[view]?.label
      const label = register === undefined ? undefined : engine.program.types[register]
      const frame = await frameOf({ view, round, data, label })
      if (over) return
      board.addFrame(frame)
    }
    const now = performance.now()
    frameDue = now + Math.max(frameEvery, (now - began) / frameShare)
  }
  const lossesOnce = () => (reading ??= readLosses().finally(() => (reading = null)))
  const framesOnce = () => (drawing ??= drawFrames().finally(() => (drawing = null)))
  const report = (error: unknown) => {
    if (!over) onError(error)
  }
  return {
    look() {
      const now = performance.now()
      if (now >= lossDue && reading === null) lossesOnce().catch(report)
      if ((now >= frameDue || drawnRound <= 0) && drawing === null) framesOnce().catch(report)
    },
    async lookNow() {
      await Promise.all([reading, drawing])
      if (seenLosses !== engine.step) await lossesOnce()
      if (diverged === null && seenFrames !== engine.step) await framesOnce()
    },
    async readLosses() {
      // What is being read may have begun before the last step.
      await reading
      await lossesOnce()
    },
    get diverged() {
      return diverged
    },
    end() {
      over = true
    },
  }
}
