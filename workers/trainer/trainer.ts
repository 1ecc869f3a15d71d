// The trainer: answers the page's questions about one open project at a time.
import type { Program } from '../../src/compiler/program'
import { formatCount } from '../../src/lib/format'
import { fail, succeed, type Result } from '../../src/lib/result'
import { writeSafetensors } from '../../src/lib/safetensors'
import type { DecodePicture } from '../data/files/picture'
import { chooseBackend, loadOps } from '../engine/backends'
import { createEngine } from '../engine/engine'
import type {
  Failure,
  ImportChoice,
  News,
  Opened,
  OpenRequest,
  TrainerApi,
  Updated,
  UseRequest,
} from '../trainer.api'
import { dataFor } from '../metrics/dataFor'
import { createBreath } from './breath'
import { createImports, type Imports } from './imports'
import { createMeasuring, type Measuring } from './measuring'
import { createNewsBoard, type NewsBoard } from './newsBoard'
import { previewOf } from './pictures'
import { readPicture } from './readPicture'
import { createSourceShelf, type SourceShelf } from './sources'
import type { CheckpointStore, DatasetStore } from './stores'
import { Training } from './training'
import { inksOf } from './inks'
import { makeValues } from './use'

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
  readonly #checkpoints: CheckpointStore
  readonly #datasets: DatasetStore
  readonly #shelf: SourceShelf
  readonly #decode: DecodePicture
  readonly #imports: Imports
  readonly #board: NewsBoard = createNewsBoard(() => this.#standing())
  #training: Training | null = null
  #measuring: Measuring | null = null
  #progress: News['progress'] = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor({ checkpoints, datasets, decode }: TrainerContext) {
    const onProgress = (progress: News['progress']) => this.#show(progress)
    this.#checkpoints = checkpoints
    this.#datasets = datasets
    this.#decode = decode
    this.#shelf = createSourceShelf({ datasets, onProgress })
    this.#imports = createImports({ datasets, decode, onProgress })
  }

  hello(): Promise<{ version: 1 }> {
    return Promise.resolve({ version: 1 })
  }

  next(): Promise<News> {
    return this.#board.next()
  }

  open(request: OpenRequest): Promise<Result<Opened, Failure>> {
    return this.#inOrder(async () => {
      await this.#training?.close()
      this.#training = null
      this.#measuring = null
      this.#board.clear()
      const ops = loadOps()
      const { program, wasmPath, remembered } = request
      const chosen = await chooseBackend({
        ops,
        choice: request.backend,
        ...(wasmPath === '' ? {} : { wasmPath }),
        ...(remembered === undefined ? {} : { remembered }),
      })
      if (!chosen.ok) return chosen
      const sources = await this.#shelf.prepare(program.data)
      if (!sources.ok) return sources
      const engine = createEngine({ ops, program, sources: sources.value })
      const { savedRound, reinitialised } = await this.#resume(engine, request.project)
      const { project } = request
      const [board, checkpoints, backend] = [this.#board, this.#checkpoints, chosen.value]
      const training = new Training({ project, backend, engine, board, checkpoints, savedRound })
      this.#training = training
      this.#measuring = this.#measure(training)
      watchDevice(ops, (reason) => {
        if (this.#training === training) training.fail(reason)
      })
      training.show()
      return succeed({ backend, round: engine.round, reinitialised })
    })
  }

  update(program: Program, renamed: Record<string, string>): Promise<Result<Updated, Failure>> {
    return this.#withTraining(async (training) => {
      const sources = await this.#shelf.prepare(program.data)
      if (!sources.ok) return sources
      const planned = training.until === training.engine.program.rounds
      const updated = training.engine.replaceProgram(program, renamed, sources.value)
      this.#tellReinitialised(updated.reinitialised)
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
      this.#board.clear()
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
      const { kept, reinitialised } = loaded.value
      if (reinitialised.length > 0) {
        const names = listed(reinitialised)
        this.#board.tell('warning', `The file does not have ${names}: these weights stay as they were.`)
      }
      if (training.state !== 'running') training.show()
      return Promise.resolve(succeed({ kept, reinitialised }))
    })
  }

  inspectData(...[files]: Parameters<TrainerApi['inspectData']>): ReturnType<TrainerApi['inspectData']> {
    return this.#imports.inspect(files)
  }

  storeData(choice: ImportChoice): ReturnType<TrainerApi['storeData']> {
    return this.#imports.store(choice)
  }

  use(request: UseRequest): ReturnType<TrainerApi['use']> {
    return this.#withTraining(({ engine }) => makeValues(engine, request))
  }

  async inksOf(section: Program['data'][string], field: string): ReturnType<TrainerApi['inksOf']> {
    const source = await this.#shelf.find(section)
    return source.ok ? succeed(inksOf(source.value, { section, field })) : source
  }

  readPicture(
    ...[file, target]: Parameters<TrainerApi['readPicture']>
  ): ReturnType<TrainerApi['readPicture']> {
    return readPicture(this.#decode, file, target)
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
      const best = (await this.#checkpoints.loadBest?.(training.project)) ?? succeed(null)
      if (!best.ok) return fail({ code: 'best_unreadable', message: best.error })
      if (best.value === null)
        return fail({ code: 'no_best', message: 'No checkpoint has been kept as the best one.' })
      await training.rest()
      const fresh = await this.#freshEngine(training)
      if (!fresh.ok) return fresh
      const restored = fresh.value.restore(best.value.bytes)
      if (!restored.ok) return fail({ code: 'best_unreadable', message: restored.error })
      this.#tellReinitialised(restored.value.reinitialised)
      training.replaceEngine(fresh.value)
      training.show()
      return succeed({ round: training.engine.round })
    })
  }

  async preview(section: Program['data'][string], count: number): ReturnType<TrainerApi['preview']> {
    const source = await this.#shelf.find(section)
    return source.ok ? previewOf(source.value, count) : source
  }

  #standing() {
    const training = this.#training
    const progress = this.#progress
    if (training === null) {
      const nothing = { round: 0, until: 0, seconds: 0, roundsPerSecond: 0, memory: { tensors: 0, bytes: 0 } }
      return { state: 'idle' as const, ...nothing, savedRound: null, progress }
    }
    const { engine, state, until, roundsPerSecond, savedRound } = training
    const { round, seconds } = engine
    return { state, round, until, seconds, roundsPerSecond, memory: engine.memory(), savedRound, progress }
  }

  #measure(training: Training): Measuring {
    const find: ReturnType<typeof dataFor> = (data, split) =>
      dataFor(training.engine.program, (id) => this.#datasets.load(id))(data, split)
    const [checkpoints, { project }] = [this.#checkpoints, training]
    return createMeasuring({
      engine: () => training.engine,
      ...{ project, checkpoints, data: find, breathe: createBreath() },
    })
  }

  #show(progress: News['progress']) {
    this.#progress = progress
    this.#board.touch()
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
    const sources = await this.#shelf.prepare(program.data)
    return sources.ok ? succeed(createEngine({ ops: loadOps(), program, sources: sources.value })) : sources
  }

  /** After a run that failed: fresh weights, and on them the newest checkpoint. */
  async #backToCheckpoint(training: Training): Promise<void> {
    const fresh = await this.#freshEngine(training)
    if (!fresh.ok) return
    const { savedRound } = await this.#resume(fresh.value, training.project)
    training.replaceEngine(fresh.value)
    const from =
      savedRound === null ? 'from fresh weights' : `from the checkpoint of round ${formatCount(savedRound)}`
    this.#board.tell('info', `Training goes on ${from}.`)
  }

  async #resume(engine: ReturnType<typeof createEngine>, project: string) {
    const loaded = await this.#checkpoints.load(project)
    if (!loaded.ok) this.#board.tell('warning', `The last checkpoint cannot be read: ${loaded.error}`)
    const bytes = loaded.ok ? loaded.value?.bytes : undefined
    if (bytes === undefined) return { savedRound: null, reinitialised: [] }
    const restored = engine.restore(bytes)
    if (!restored.ok) {
      this.#board.tell('warning', `The last checkpoint cannot be used: ${restored.error}`)
      return { savedRound: null, reinitialised: [] }
    }
    this.#tellReinitialised(restored.value.reinitialised)
    return { savedRound: engine.round, reinitialised: restored.value.reinitialised }
  }

  #tellReinitialised(paths: string[]) {
    if (paths.length === 0) return
    const verb = paths.length === 1 ? 'starts' : 'start'
    this.#board.tell('info', `${listed(paths)} ${verb} afresh; all other weights are kept.`)
  }
}

function listed(paths: string[]): string {
  const shown = paths.slice(0, 4).join(', ')
  return paths.length > 4 ? `${shown} and ${paths.length - 4} more` : shown
}

/** After a lost device small tensors silently go on in JavaScript: everything since the last checkpoint is in doubt. */
function watchDevice(ops: ReturnType<typeof loadOps>, onLost: (reason: string) => void): void {
  const { device } = ops.backend() as { device?: { lost?: Promise<{ message: string }> } }
  void device?.lost?.then(() =>
    onLost('The GPU was lost. Reload the page: training goes on from the last checkpoint.'),
  )
}
