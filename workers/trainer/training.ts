// One project in training: its engine, the loop that drives it, and its checkpoints.
import { allFinite } from '../../src/engine/checkpoint'
import { everythingChanged } from '../../src/engine/change'
import type { Engine } from '../../src/engine/engine'
import type { BackendReport } from '../../src/tensors/types'
import type { Divergence } from '../../src/engine/types'
import type { RunState, Trouble } from '../trainer.api'
import { createYielding } from './yielding'
import type { Outbox } from './outbox'
import { createPace } from './pace'
import type { CheckpointStore } from './stores'
import { troubleOf, troubleOfDivergence } from './trouble'
import { createWatch, type Watch } from './watch'
import type { DeviceWatch } from './watchDevice'

const saveEvery = 30_000
/** The first of a run comes sooner: what has just begun, or has just been mended, is not lost for want of one. */
const saveFirst = 2_000
/** A call on a lost device may fail before the loss is told of. */
const lossTold = 250
const notSaved = 'The run has failed; its checkpoints are those before it.'

interface TrainingOptions {
  project: string
  backend: BackendReport
  engine: Engine
  outbox: Outbox
  checkpoints: CheckpointStore
  savedRound: number | null
  /** Hears of what befalls the device that computes. */
  watchDevice(onTrouble: (trouble: Trouble) => void): DeviceWatch
}

/** Everything about the open project, from `open` to the next one; at most one at a time. */
export class Training {
  readonly project: string
  readonly backend: BackendReport
  readonly #outbox: Outbox
  readonly #checkpoints: CheckpointStore
  readonly #yieldToMessages = createYielding()
  #engine: Engine
  #watch: Watch
  readonly #device: DeviceWatch
  #state: RunState
  #trouble: Trouble | null = null
  #until: number
  #savedRound: number | null
  #roundsPerSecond = 0
  #stopping = false
  /** Steps are being made. */
  #stepping: Promise<void> | null = null
  /** The same, and what follows the last one. */
  #loop: Promise<void> | null = null
  #saving: Promise<string | null> = Promise.resolve(null)
  #locating: Promise<Divergence | null> | null = null

  constructor(options: TrainingOptions) {
    const { project, backend, engine, outbox, checkpoints, savedRound } = options
    this.project = project
    this.backend = backend
    this.#outbox = outbox
    this.#checkpoints = checkpoints
    this.#engine = engine
    this.#watch = this.#watchOver(engine)
    this.#device = options.watchDevice((trouble) => this.#fail(trouble))
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

  /** Why the state is `failed`. */
  get trouble(): Trouble | null {
    return this.#trouble
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
    if (await this.#failIfDiverged()) return
    this.changed()
    this.#enter('paused')
  }

  /** Writes a checkpoint; a sentence where that fails. Nothing is written of a run that has diverged. */
  save(): Promise<string | null> {
    const before = this.#saving
    this.#saving = before.then(() => this.#save()).catch((error: unknown) => troubleOf(error).what)
    return this.#saving
  }

  /** Puts losses and pictures of the weights as they are in the outbox, when they are read back. */
  show(): void {
    this.#outbox.touch({ urgent: true })
    this.#watch.lookNow().catch((error: unknown) => this.#explain(error))
  }

  /** The engine was changed by hand: another program, other weights (all is new then). */
  changed(change = everythingChanged): void {
    this.#watch.follow(change)
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
      if (!(await this.#failIfDiverged())) void this.save()
    } catch (error) {
      await this.#explain(error)
    } finally {
      this.#stepping = null
      this.#loop = null
    }
  }

  async #train(): Promise<void> {
    const engine = this.#engine
    // Before the clock starts.
    await engine.prepare()
    const pace = createPace(engine.round)
    let counted = performance.now()
    let saved = counted - saveEvery + saveFirst
    let queued = engine.settle()
    while (!this.#stopping && engine.round < this.#until) {
      // Another phase, or a program that was edited meanwhile.
      await engine.prepare()
      if (this.#stopping) break
      const ended = engine.advance()
      // One step ahead of the device and no more: it stays busy, and Pause never waits for a queue.
      await queued
      queued = engine.settle()
      const now = performance.now()
      engine.seconds += (now - counted) / 1000
      counted = now
      if (ended) {
        this.#roundsPerSecond = pace(engine.round)
        this.#outbox.touch()
        await this.#watch.look()
      }
      if (now - saved > saveEvery) {
        saved = now
        void this.save()
      }
      await this.#yieldToMessages()
      if (await this.#failIfDiverged()) return
    }
    await queued
    engine.seconds += (performance.now() - counted) / 1000
  }

  async #save(): Promise<string | null> {
    const engine = this.#engine
    const { round } = engine
    const bytes = await engine.checkpoint()
    await this.#watch.readLosses()
    if (this.#state === 'failed' || this.#watch.diverged !== null || !allFinite(bytes)) return notSaved
    const saved = await this.#checkpoints.save(this.project, { round, bytes })
    if (!saved.ok) {
      this.#outbox.tell('warning', `The checkpoint of round ${round} is not saved: ${saved.error}`)
      return saved.error
    }
    if (engine === this.#engine) this.#savedRound = round
    this.#outbox.touch()
    return null
  }

  /** Where losses or gradients are no numbers, finds out where that began, and ends the run. */
  async #failIfDiverged(): Promise<boolean> {
    const { diverged } = this.#watch
    if (diverged === null) return false
    if (this.#state === 'failed') return true
    this.#stopping = true
    // Whoever looks a second time must not stop a run that is being looked into.
    this.#locating ??= this.#watch.locate().finally(() => (this.#locating = null))
    const found = await this.#locating
    this.#fail(troubleOfDivergence(found ?? { ...diverged, of: 'loss', place: null }))
    return true
  }

  #watchOver(engine: Engine): Watch {
    return createWatch(engine, this.#outbox, (error) => void this.#explain(error))
  }

  /** Ends the run, after an error whose cause may be a lost device. */
  async #explain(error: unknown): Promise<void> {
    this.#stopping = true
    this.#fail((await this.#device.within(lossTold)) ?? troubleOf(error))
  }

  /** Ends the run for good: nothing is written any more, and Train goes back to the last checkpoint. */
  #fail(trouble: Trouble): void {
    this.#stopping = true
    if (this.#state === 'failed') return
    this.#roundsPerSecond = 0
    this.#enter('failed', trouble)
  }

  #enter(state: RunState, trouble: Trouble | null = null): void {
    this.#state = state
    this.#trouble = trouble
    this.#outbox.touch({ urgent: true })
  }
}
