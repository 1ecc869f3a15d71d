// What a user can do with a run, on top of the trainer.
import { transfer } from 'comlink'
import type { ImportChoice } from '../../workers/data.api'
import type { BackendChoice } from '../tensors/types'
import type { Failure } from '../lib/failure'
import type { TrainerApi } from '../../workers/trainer.api'
import { fail, type Result } from '../lib/result'
import { handOver } from './connection'
import type { Run } from './run'
import type { MetricActions, RunActions, RunStoreAccess } from './runState'

/** The actions of a run store. None of them throws. */
export function createActions(run: Run, { get, set }: RunStoreAccess): Omit<RunActions, keyof MetricActions> {
  return {
    train: () => move(run, (api) => api.run({}), { set, get, training: true }),
    trainOn: (rounds) => move(run, (api) => api.run({ rounds }), { set, get, training: true }),
    oneRound: () => move(run, (api) => api.run({ rounds: 1 }), { set, get }),
    oneStep: (player) => move(run, (api) => api.step(player), { set, get }),
    pause: async () => {
      if (get().status === 'running') set({ status: 'pausing' })
      report(run, await run.ask((api) => api.pause()))
    },
    reset: () => run.inOrder(() => reset(run, { get, set })),
    newSeed: () => run.inOrder(() => newSeed(run, { get, set })),
    chooseBackend: (choice) => run.inOrder(() => chooseBackend(run, { get, set }, choice)),
    saveWeights: async (which) => report(run, await run.ask((api) => api.weights(which))),
    loadWeights: (bytes) =>
      run.inOrder(async () => {
        const loaded = report(run, await run.ask((api) => api.loadWeights(handOver(bytes))))
        if (loaded) run.noteUpdated(loaded)
      }),
    inspectData: (files) => inspectData(run, files),
    storeData: (choice) => storeData(run, choice),
    use: (request) => run.ask((api) => api.use(request)),
    paletteOf: (section, field) => run.ask((api) => api.paletteOf(section, field)),
    readPicture: (file, target) => readPicture(run, file, target),
    preview: (section, count) => run.ask((api) => api.preview(section, count)),
    tell: (level, text) => run.tell(level, text),
    dismissMessage: (id) => set({ messages: get().messages.filter((message) => message.id !== id) }),
    dismissRecovery: () => set({ recovery: null }),
    restart: () => run.start(),
  }
}

/** The value, or null after telling the user what went wrong. */
function report<Value>(run: Run, result: Result<Value, Failure>): Value | null {
  if (result.ok) return result.value
  run.tellFailure(result.error)
  return null
}

/** Something that trains: the document's newest program first, then the question. */
async function move(
  run: Run,
  question: (api: TrainerApi) => Promise<Result<null, Failure>>,
  { get, set, training = false }: RunStoreAccess & { training?: boolean },
): Promise<void> {
  await run.inOrder(async () => {
    if (!(await run.syncProgram())) {
      const { blocked, failure } = get()
      run.tell(
        'error',
        `Training cannot start: ${blocked ?? failure?.message ?? 'the trainer has not started.'}`,
      )
      return
    }
    const before = get().status
    if (training) set({ status: 'running', failure: null, divergence: null })
    const started = await run.ask(question)
    if (started.ok) return
    if (training && get().status === 'running') set({ status: before })
    run.tellFailure(started.error)
  })
}

async function reset(run: Run, { get, set }: RunStoreAccess): Promise<void> {
  await run.syncProgram()
  const done = await run.ask((api) => api.reset())
  if (!done.ok) return run.tellFailure(done.error)
  const { frames } = get()
  // The pictures of the fresh weights may have come already.
  const fresh = Object.entries(frames).filter(([, { round }]) => round === 0)
  set({
    status: 'ready',
    round: 0,
    seconds: 0,
    roundsPerSecond: 0,
    savedRound: null,
    losses: [],
    failure: null,
    divergence: null,
    reinitialised: [],
    measurements: [],
    best: null,
    frames: Object.fromEntries(fresh),
    history: Object.fromEntries(fresh.map(([view, frame]) => [view, [frame]])),
  })
}

async function newSeed(run: Run, store: RunStoreAccess): Promise<void> {
  const { document, apply } = run.options.documents.getState()
  const [seed = 1] = crypto.getRandomValues(new Uint32Array(1))
  apply({ ...document, game: { ...document.game, seed } })
  await reset(run, store)
}

/** Moves the run to another backend; where that one does not start, back to the one before. */
async function chooseBackend(run: Run, { get, set }: RunStoreAccess, choice: BackendChoice): Promise<void> {
  const { choice: before, status } = get()
  const wasRunning = status === 'running'
  if (run.opened) {
    if (wasRunning) report(run, await run.ask((api) => api.pause()))
    report(run, await run.ask((api) => api.save()))
  }
  await run.pin(choice)
  if (!(await run.reopen())) {
    const { failure } = get()
    if (failure) run.tellFailure(failure)
    if (choice === before) return
    await run.pin(before)
    if (!(await run.reopen())) return
  }
  if (!wasRunning) return
  set({ status: 'running' })
  report(run, await run.ask((api) => api.run({})))
}

function unreadable({ name }: File): Failure {
  return { code: 'unreadable_file', message: `${name} cannot be read.`, remedy: 'Choose it again.' }
}

async function inspectData(run: Run, files: File[]): ReturnType<RunActions['inspectData']> {
  const named: { name: string; bytes: ArrayBuffer }[] = []
  for (const file of files) {
    try {
      named.push({ name: file.name, bytes: await file.arrayBuffer() })
    } catch {
      return fail(unreadable(file))
    }
  }
  const buffers = named.map(({ bytes }) => bytes)
  return run.ask((api) => api.inspectData(transfer(named, buffers)))
}

async function storeData(run: Run, choice: ImportChoice): ReturnType<RunActions['storeData']> {
  const imported = await run.ask((api) => api.storeData(choice))
  // A program that waited for this data can be opened now.
  if (imported.ok && run.refused) void run.inOrder(() => run.reopen())
  return imported
}

async function readPicture(
  run: Run,
  file: File,
  target: Parameters<RunActions['readPicture']>[1],
): ReturnType<RunActions['readPicture']> {
  try {
    const bytes = await file.arrayBuffer()
    return await run.ask((api) => api.readPicture({ name: file.name, bytes: handOver(bytes) }, target))
  } catch {
    return fail(unreadable(file))
  }
}
