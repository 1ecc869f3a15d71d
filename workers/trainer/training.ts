// One project in training: its engine, the loop that drives it, and its checkpoints.
import { allFinite } from '../engine/checkpoint'
import type { Engine } from '../engine/engine'
import type { BackendReport, RunState } from '../trainer.api'
import { createBreath } from './breath'
import type { NewsBoard } from './newsBoard'
import { createPace } from './pace'
import type { CheckpointStore } from './stores'
import { createWatch, type Watch } from './watch'

const saveEvery = 30_000
const notSaved = 'The run has diverged; its checkpoints are those before it.'

interface TrainingOptions {
  project: string
  backend: BackendReport
  engine: Engine
  board: NewsBoard
  checkpoints: CheckpointStore
  savedRound: number | null
}

/** Everything about the open project, from `open` to the next one; at most one at a time. */
export class Training {
  readonly project: string
  readonly backend: BackendReport
  readonly #board: NewsBoard
  readonly #checkpoints: CheckpointStore
  readonly #breathe = createBreath()
  #engine: Engine
  #watch: Watch
  #state: RunState
  #until: number
  #savedRound: number | null
  #roundsPerSecond = 0
  #stopping = false
  /** Steps are being made. */
  #stepping: Promise<void> | null = null
  /** The same, and what follows the last one. */
  #loop: Promise<void> | null = null
  #saving: Promise<string | null> = Promise.resolve(null)

  constructor({ project, backend, engine, board, checkpoints, savedRound }: TrainingOptions) {
    this.project = project
    this.backend = backend
    this.#board = board
    this.#checkpoints = checkpoints
    this.#engine = engine
    this.#watch = this.#watchOver(engine)
    this.#savedRound = savedRound
    this.#state = engine.round > 0 ? 'paused' : 'idle'
    this.#until = engine.program.rounds
  }

  get engine(): Engine {
    return this.#engine
  }

  get state(): RunState {
    return this.#state
  }

  /** Where the present run stops. */
  get until(): number {
    return this.#until
  }

  /** Round of the newest checkpoint that is safely written. */
  get savedRound(): number | null {
    return this.#savedRound
  }

  get roundsPerSecond(): number {
    return this.#roundsPerSecond
  }

  /** Starts training until `until`, after a run that is just ending; where training goes on already, moves its end. */
  async run(until: number): Promise<void> {
    this.#until = until
    if (this.#stepping !== null && !this.#stopping) return
    await this.#loop
    this.#stopping = false
    this.#enter('running')
    this.#loop = this.#runLoop()
  }

  /** Ends the run after the present step and resolves when that has ended; last losses and pictures follow. */
  async pause(): Promise<void> {
    this.#stopping = true
    await this.#stepping
  }

  /** Ends the run and resolves when nothing of it is going on any more. */
  async rest(): Promise<void> {
    this.#stopping = true
    await this.#loop
  }

  /** One step of one player by hand. */
  async step(player: string): Promise<void> {
    this.#engine.runStep([player])
    await this.#engine.settle()
    await this.#watch.lookNow()
    if (!this.#failIfDiverged()) this.#enter('paused')
  }

  /** Writes a checkpoint; a sentence where that fails. Nothing is written of a run that has diverged. */
  save(): Promise<string | null> {
    const before = this.#saving
    this.#saving = before.then(() => this.#save()).catch(sentenceOf)
    return this.#saving
  }

  /** Puts losses and pictures of the weights as they are on the board, when they are read back. */
  show(): void {
    this.#board.touch({ urgent: true })
    this.#watch.lookNow().catch((error: unknown) => this.fail(sentenceOf(error)))
  }

  /** Ends the run for good, after a bug or a lost device; the user is told. */
  fail(text: string): void {
    this.#stopping = true
    if (this.#state === 'failed') return
    this.#roundsPerSecond = 0
    this.#board.tell('error', text)
    this.#enter('failed')
  }

  /** Takes another engine, which starts where it stands: after a reset, or back at a checkpoint. No run may be going on. */
  replaceEngine(engine: Engine): void {
    this.#watch.end()
    this.#engine.dispose()
    this.#engine = engine
    this.#watch = this.#watchOver(engine)
    this.#until = engine.program.rounds
    if (engine.round === 0) this.#savedRound = null
    this.#enter(engine.round > 0 ? 'paused' : 'idle')
  }

  /** Ends the run and frees the engine. */
  async close(): Promise<void> {
    this.#stopping = true
    this.#watch.end()
    await this.#loop
    await this.#saving
    this.#engine.dispose()
  }

  async #runLoop(): Promise<void> {
    try {
      this.#stepping = this.#train()
      await this.#stepping
      this.#stepping = null
      this.#roundsPerSecond = 0
      if (this.#state === 'running') {
        const done = this.#engine.round >= this.#engine.program.rounds
        this.#enter(done && !this.#stopping ? 'finished' : 'paused')
      }
      await this.#watch.lookNow()
      if (!this.#failIfDiverged()) void this.save()
    } catch (error) {
      this.fail(sentenceOf(error))
    } finally {
      this.#stepping = null
      this.#loop = null
    }
  }

  async #train(): Promise<void> {
    const engine = this.#engine
    if (engine.step === 0) await engine.prepare()
    const pace = createPace(engine.round)
    let counted = performance.now()
    let saved = counted
    let queued = engine.settle()
    while (!this.#stopping && engine.round < this.#until) {
      const ended = engine.advance()
      // One step ahead of the device and no more: it stays busy, and Pause never waits for a queue.
      await queued
      queued = engine.settle()
      const now = performance.now()
      engine.seconds += (now - counted) / 1000
      counted = now
      if (ended) {
        this.#roundsPerSecond = pace(engine.round)
        this.#watch.look()
        this.#board.touch()
      }
      if (now - saved > saveEvery) {
        saved = now
        void this.save()
      }
      await this.#breathe()
      if (this.#failIfDiverged()) return
    }
    await queued
    engine.seconds += (performance.now() - counted) / 1000
  }

  async #save(): Promise<string | null> {
    const engine = this.#engine
    const { round } = engine
    const bytes = await engine.snapshot()
    await this.#watch.readLosses()
    if (this.#state === 'failed' || this.#watch.diverged !== null || !allFinite(bytes)) return notSaved
    const saved = await this.#checkpoints.save(this.project, { round, bytes })
    if (!saved.ok) {
      this.#board.tell('warning', `The checkpoint of round ${round} is not saved: ${saved.error}`)
      return saved.error
    }
    if (engine === this.#engine) this.#savedRound = round
    this.#board.touch()
    return null
  }

  #failIfDiverged(): boolean {
    if (this.#watch.diverged === null) return false
    const { player, round } = this.#watch.diverged
    this.fail(
      `Training diverged: the objective of ${player} is no number in round ${round}. Lower its rate, then train on from the last checkpoint, or reset.`,
    )
    return true
  }

  #watchOver(engine: Engine): Watch {
    return createWatch(engine, this.#board, (error) => this.fail(sentenceOf(error)))
  }

  #enter(state: RunState): void {
    this.#state = state
    this.#board.touch({ urgent: true })
  }
}

function sentenceOf(error: unknown): string {
  return `Training stopped: ${error instanceof Error ? error.message : String(error)}.`
}
