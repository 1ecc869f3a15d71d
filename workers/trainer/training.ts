// One project in training: its engine, the loop that drives it, and its checkpoints.
import { allFinite } from '../engine/checkpoint'
import type { Engine } from '../engine/engine'
import type { BackendReport, RunState } from '../trainer.api'
import { createBreath } from './breath'
import type { NewsBoard } from './newsBoard'
import type { CheckpointStore } from './stores'
import { createWatch, type Watch } from './watch'

/** Everything about the open project. One at a time; `stop` before another takes its place. */
export interface Training {
  readonly project: string
  readonly backend: BackendReport
  readonly engine: Engine
  readonly state: RunState
  /** Where the present run stops. */
  readonly until: number
  readonly savedRound: number | null
  readonly roundsPerSecond: number
  /** Trains until `until`; where training goes on already, moves its end. */
  run(until: number): Promise<void>
  /** Ends the run after the present step; resolves when it has ended, with pictures and losses up to date. */
  pause(): Promise<void>
  /** One step of one player by hand. */
  step(player: string): Promise<void>
  /** Writes a checkpoint; a sentence where that fails. Nothing is written of a run that has diverged. */
  save(): Promise<string | null>
  /** Puts losses and pictures of the weights as they are on the board. */
  show(): Promise<void>
  /** Ends the run for good, after a bug or a lost device; the user is told. */
  fail(text: string): void
  /** Another engine from the same start: after a reset, or back at a checkpoint. */
  replaceEngine(engine: Engine): void
  /** Ends the run and frees the engine. */
  close(): Promise<void>
}

const saveEvery = 30_000
const speedWindow = 3000
const notSaved = 'The run has diverged; its checkpoints are those before it.'

interface TrainingOptions {
  project: string
  backend: BackendReport
  engine: Engine
  board: NewsBoard
  checkpoints: CheckpointStore
  savedRound: number | null
}

export function createTraining(options: TrainingOptions): Training {
  const { project, board, checkpoints } = options
  const breathe = createBreath()
  let engine = options.engine
  let savedRound = options.savedRound
  let state: RunState = engine.round > 0 ? 'paused' : 'idle'
  let until = engine.program.rounds
  let roundsPerSecond = 0
  let stopping = false
  let loop: Promise<void> | null = null
  let saving: Promise<string | null> = Promise.resolve(null)
  let watch = watchOver(engine)

  function watchOver(watched: Engine): Watch {
    return createWatch(watched, board, (error) => failWith(sentenceOf(error)))
  }
  function enter(next: RunState) {
    state = next
    board.touch({ urgent: true })
  }
  function failWith(text: string) {
    stopping = true
    if (state === 'failed') return
    roundsPerSecond = 0
    board.tell('error', text)
    enter('failed')
  }
  function checkDiverged(): boolean {
    if (watch.diverged === null) return false
    const { player, round } = watch.diverged
    failWith(
      `Training diverged: the objective of ${player} is no number in round ${round}. Lower its rate, then train on from the last checkpoint, or reset.`,
    )
    return true
  }

  async function trainOn(): Promise<void> {
    let counted = performance.now()
    let saved = counted
    const pace: [time: number, round: number][] = [[counted, engine.round]]
    let queued = engine.settle()
    while (!stopping && engine.round < until) {
      const ended = engine.advance()
      // One step ahead of the device and no more: it stays busy, and Pause never waits for a queue.
      await queued
      queued = engine.settle()
      const now = performance.now()
      engine.seconds += (now - counted) / 1000
      counted = now
      if (ended) {
        roundsPerSecond = paceOf(pace, now, engine.round)
        watch.look()
        board.touch()
      }
      if (now - saved > saveEvery) {
        saved = now
        void save()
      }
      await breathe()
      if (checkDiverged()) return
    }
    await queued
    engine.seconds += (performance.now() - counted) / 1000
  }

  async function runLoop(): Promise<void> {
    try {
      await trainOn()
      roundsPerSecond = 0
      await watch.lookNow()
      if (!checkDiverged() && state === 'running') {
        enter(engine.round >= engine.program.rounds && !stopping ? 'finished' : 'paused')
        void save()
      }
    } catch (error) {
      failWith(sentenceOf(error))
    } finally {
      loop = null
    }
  }

  function save(): Promise<string | null> {
    saving = saving.then(async () => {
      const { round } = engine
      const bytes = await engine.snapshot()
      await watch.readLosses()
      if (state === 'failed' || watch.diverged !== null || !allFinite(bytes)) return notSaved
      const saved = await checkpoints.save(project, { round, bytes })
      if (!saved.ok) {
        board.tell('warning', `The checkpoint of round ${round} is not saved: ${saved.error}`)
        return saved.error
      }
      savedRound = round
      board.touch()
      return null
    })
    saving = saving.catch((error: unknown) => sentenceOf(error))
    return saving
  }

  const training: Training = {
    project,
    backend: options.backend,
    get engine() {
      return engine
    },
    get state() {
      return state
    },
    get until() {
      return until
    },
    get savedRound() {
      return savedRound
    },
    get roundsPerSecond() {
      return roundsPerSecond
    },
    async run(end) {
      until = end
      if (loop !== null && !stopping) return
      await loop
      stopping = false
      enter('running')
      loop = runLoop()
    },
    async pause() {
      stopping = true
      await loop
    },
    async step(player) {
      engine.runStep([player])
      await engine.settle()
      await watch.lookNow()
      if (!checkDiverged()) enter('paused')
    },
    save,
    async show() {
      await watch.lookNow()
      board.touch({ urgent: true })
    },
    fail: failWith,
    replaceEngine(next) {
      watch.end()
      engine.dispose()
      engine = next
      watch = watchOver(engine)
      until = engine.program.rounds
      if (engine.round === 0) savedRound = null
      enter(engine.round > 0 ? 'paused' : 'idle')
    },
    async close() {
      stopping = true
      watch.end()
      await loop
      await saving
      engine.dispose()
    },
  }
  return training
}

/** Rounds a second over the last few seconds. */
function paceOf(pace: [time: number, round: number][], now: number, round: number): number {
  pace.push([now, round])
  while (pace.length > 2 && now - (pace[0]?.[0] ?? now) > speedWindow) pace.shift()
  const [first = [now, round]] = pace
  return now > first[0] ? ((round - first[1]) * 1000) / (now - first[0]) : 0
}

function sentenceOf(error: unknown): string {
  return `Training stopped: ${error instanceof Error ? error.message : String(error)}.`
}
