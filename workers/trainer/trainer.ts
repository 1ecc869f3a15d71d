// The trainer: answers the page's questions about one open project at a time.
import type { Program } from '../../src/compiler/program/program'
import { formatCount } from '../../src/lib/format'
import { fail, succeed, type Result } from '../../src/lib/result'
import { writeSafetensors } from '../../src/lib/safetensors'
import type { DecodePicture } from '../../src/data/files/picture'
import { chooseBackend, loadOps } from '../../src/tensors/backends'
import { createEngine } from '../../src/engine/engine'
import type { Failure } from '../../src/lib/failure'
import type {
  Hello,
  News,
  Opened,
  OpenRequest,
  Standing,
  TrainerApi,
  Updated,
  UseRequest,
} from '../trainer.api'
import { dataFor } from '../../src/metrics/dataFor'
import { createYielding } from './yielding'
import { createDataService } from './dataService'
import { createMeasuring, type Measuring } from './measuring'
import { createOutbox, nothingOpened, type Outbox } from './outbox'
import { listed, resume, tellReinitialised } from './resume'
import type { SourceCache } from './sources'
import type { CheckpointStore, DatasetStore } from './stores'
import { Training } from './training'
import { makeValues } from './use'
import { watchDevice } from './watchDevice'

/** Where a trainer keeps things, and how it decodes pictures. */
interface TrainerContext {
  checkpoints: CheckpointStore
  datasets: DatasetStore
  decode: DecodePicture
}

/** A trainer that keeps things in the given stores. Nothing it returns is wrapped for a thread boundary. */
export function createTrainer(context: TrainerContext): TrainerApi {
  return new Trainer(context)
}

const nothingOpen: Failure = { code: 'nothing_open', message: 'No project is open in the trainer.' }

/** A class because it has a lifetime: what is open, and what is asked of it in which order. */
class Trainer implements TrainerApi {
  readonly inspectData: TrainerApi['inspectData']
  readonly storeData: TrainerApi['storeData']
  readonly paletteOf: TrainerApi['paletteOf']
  readonly readPicture: TrainerApi['readPicture']
  readonly preview: TrainerApi['preview']
  readonly #checkpoints: CheckpointStore
  readonly #datasets: DatasetStore
  readonly #cache: SourceCache
  readonly #outbox: Outbox = createOutbox(() => this.#standing())
  #training: Training | null = null
  #measuring: Measuring | null = null
  #progress: News['progress'] = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(context: TrainerContext) {
    this.#checkpoints = context.checkpoints
    this.#datasets = context.datasets
    const service = createDataService({ ...context, onProgress: (progress) => this.#show(progress) })
    this.#cache = service.cache
    ;({
      inspectData: this.inspectData,
      storeData: this.storeData,
      paletteOf: this.paletteOf,
      readPicture: this.readPicture,
      preview: this.preview,
    } = service)
  }

  hello(): Promise<Hello> {
    return Promise.resolve({ version: 1, alive: null })
  }

  next(): Promise<News> {
    return this.#outbox.next()
  }

  open(request: OpenRequest): Promise<Result<Opened, Failure>> {
    return this.#inOrder(async () => {
      await this.#training?.close()
      this.#training = null
      this.#measuring = null
      this.#outbox.clear()
      const ops = loadOps()
      const { project, program, backend: choice, wasmPath, ...known } = request
      const chosen = await chooseBackend({ ops, choice, ...known, ...(wasmPath === '' ? {} : { wasmPath }) })
      if (!chosen.ok) return chosen
      const sources = await this.#cache.prepare(program.data)
      if (!sources.ok) return sources
      const engine = createEngine({ ops, program, sources: sources.value })
      const [outbox, checkpoints, backend] = [this.#outbox, this.#checkpoints, chosen.value]
      const { savedRound, reinitialised } = await resume(engine, { project, checkpoints, outbox })
      const training = new Training({
        ...{ project, backend, engine, outbox, checkpoints, savedRound },
        watchDevice: (onTrouble) => watchDevice(ops, onTrouble),
      })
      this.#training = training
      this.#measuring = this.#measure(training)
      training.show()
      return succeed({ backend, standing: this.#standing(), reinitialised })
    })
  }

  update(program: Program, renamed: Record<string, string>): Promise<Result<Updated, Failure>> {
    return this.#withTraining(async (training) => {
      const sources = await this.#cache.prepare(program.data)
      if (!sources.ok) return sources
      const planned = training.until === training.engine.program.rounds
      const { change, ...updated } = training.engine.replaceProgram(program, renamed, sources.value)
      training.changed(change)
      tellReinitialised(this.#outbox, updated.reinitialised)
      if (training.state !== 'running') training.show()
      else if (planned) await training.run(Math.max(program.rounds, training.engine.round))
      return succeed(updated)
    })
  }

  run({ rounds }: { rounds?: number }): Promise<Result<null, Failure>> {
    return this.#withTraining(async (training) => {
      if (training.state === 'failed') await this.#backToCheckpoint(training)
      const { engine } = training
      const planned = engine.program.rounds
      if (rounds === undefined && engine.round >= planned) {
        return fail({
          code: 'finished',
          message: `All ${formatCount(planned)} planned rounds are done.`,
          remedy: 'Train on for more, or raise the number of rounds.',
        })
      }
      await training.run(rounds === undefined ? planned : engine.round + rounds)
      return succeed(null)
    })
  }

  async pause(): Promise<Result<{ round: number }, Failure>> {
    // Not in order: nothing that waits may hold it up.
    const training = this.#training
    if (training === null) return fail(nothingOpen)
    await training.pause()
    return succeed({ round: training.engine.round })
  }

  step(player: string): Promise<Result<null, Failure>> {
    return this.#withTraining(async (training) => {
      if (training.state === 'failed') await this.#backToCheckpoint(training)
      await training.rest()
      if (!(player in training.engine.program.players)) {
        return fail({ code: 'unknown_player', message: `The game has no player ${player}.` })
      }
      await training.step(player)
      return succeed(null)
    })
  }

  reset(): Promise<Result<null, Failure>> {
    return this.#withTraining(async (training) => {
      await training.rest()
      const dropped = await this.#checkpoints.drop(training.project)
      if (!dropped.ok) return fail({ code: 'not_dropped', message: dropped.error })
      const fresh = await this.#freshEngine(training)
      if (!fresh.ok) return fresh
      training.replaceEngine(fresh.value)
      this.#outbox.clear()
      training.show()
      return succeed(null)
    })
  }

  save(): Promise<Result<{ round: number }, Failure>> {
    return this.#withTraining(async (training) => {
      const refused = await training.save()
      if (refused !== null) return fail({ code: 'not_saved', message: refused })
      return succeed({ round: training.savedRound ?? training.engine.round })
    })
  }

  weights(which: 'average' | 'current'): Promise<Result<ArrayBuffer, Failure>> {
    return this.#withTraining(async ({ engine }) => succeed(writeSafetensors(await engine.weights(which))))
  }

  loadWeights(file: ArrayBuffer): Promise<Result<Updated, Failure>> {
    return this.#withTraining((training) => {
      const loaded = training.engine.loadWeights(file)
      if (!loaded.ok) return Promise.resolve(fail({ code: 'not_loaded', message: loaded.error }))
      training.changed()
      const { kept, reinitialised } = loaded.value
      if (reinitialised.length > 0) {
        const names = listed(reinitialised)
        this.#outbox.tell('warning', `The file does not have ${names}: these weights stay as they were.`)
      }
      if (training.state !== 'running') training.show()
      return Promise.resolve(succeed({ kept, reinitialised }))
    })
  }

  use(request: UseRequest): ReturnType<TrainerApi['use']> {
    return this.#withTraining(({ engine }) => makeValues(engine, request))
  }

  drawForMetrics(): ReturnType<TrainerApi['drawForMetrics']> {
    // Not in order: it takes seconds, and draws from weights that it holds itself.
    return this.#measuring?.draw() ?? Promise.resolve(fail(nothingOpen))
  }

  keepBest(round: number): ReturnType<TrainerApi['keepBest']> {
    return this.#measuring?.keepBest(round) ?? Promise.resolve(fail(nothingOpen))
  }

  restoreBest(): ReturnType<TrainerApi['restoreBest']> {
    return this.#withTraining(async (training) => {
      const best =
        (await this.#checkpoints.loadBest?.(training.project)) ?? succeed({ whole: null, damaged: [] })
      if (!best.ok) return fail({ code: 'best_unreadable', message: best.error })
      const { whole, damaged } = best.value
      if (whole === null && damaged.length > 0)
        return fail({
          code: 'best_unreadable',
          message: 'The checkpoint that was kept as the best one is damaged.',
        })
      if (whole === null)
        return fail({ code: 'no_best', message: 'No checkpoint has been kept as the best one.' })
      await training.rest()
      const fresh = await this.#freshEngine(training)
      if (!fresh.ok) return fresh
      const restored = fresh.value.restore(whole.bytes)
      if (!restored.ok) return fail({ code: 'best_unreadable', message: restored.error })
      tellReinitialised(this.#outbox, restored.value.reinitialised)
      training.replaceEngine(fresh.value)
      training.show()
      return succeed({ round: training.engine.round })
    })
  }

  #standing(): Standing {
    const training = this.#training
    const progress = this.#progress
    if (training === null) return { ...nothingOpened, progress }
    const { engine, state, trouble, until, roundsPerSecond, savedRound } = training
    const [{ round, seconds }, memory] = [engine, engine.memory()]
    return { state, trouble, round, until, seconds, roundsPerSecond, memory, savedRound, progress }
  }

  #measure(training: Training): Measuring {
    const find: ReturnType<typeof dataFor> = (data, split) =>
      dataFor(training.engine.program, (id) => this.#datasets.load(id))(data, split)
    const [checkpoints, { project }] = [this.#checkpoints, training]
    return createMeasuring({
      engine: () => training.engine,
      ...{ project, checkpoints, data: find, yieldToMessages: createYielding() },
    })
  }

  #show(progress: News['progress']) {
    this.#progress = progress
    this.#outbox.touch()
  }

  /** One after another, and never two at once: they change what is open. */
  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }

  #withTraining<Value>(
    work: (training: Training) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> {
    return this.#inOrder(async () => (this.#training === null ? fail(nothingOpen) : work(this.#training)))
  }

  async #freshEngine({ engine }: Training): Promise<Result<ReturnType<typeof createEngine>, Failure>> {
    const { program } = engine
    const sources = await this.#cache.prepare(program.data)
    return sources.ok ? succeed(createEngine({ ops: loadOps(), program, sources: sources.value })) : sources
  }

  /** After a run that failed: fresh weights, and on them the newest checkpoint. */
  async #backToCheckpoint(training: Training): Promise<void> {
    const fresh = await this.#freshEngine(training)
    if (!fresh.ok) return
    const { project } = training
    const [outbox, checkpoints] = [this.#outbox, this.#checkpoints]
    const { savedRound } = await resume(fresh.value, { project, checkpoints, outbox })
    training.replaceEngine(fresh.value)
    const from =
      savedRound === null ? 'from fresh weights' : `from the checkpoint of round ${formatCount(savedRound)}`
    this.#outbox.tell('info', `Training goes on ${from}.`)
  }
}
