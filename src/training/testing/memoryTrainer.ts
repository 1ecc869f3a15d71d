// A trainer in memory, for tests: counts rounds where the real one computes them, and keeps checkpoints like it.
import type { BackendName } from '../../tensors/types'
import type { News, OpenRequest, TrainerApi } from '../../../workers/trainer.api'
import type { Program } from '../../compiler/program/program'
import { fail, succeed } from '../../lib/result'
import { ended, type TrainerConnection } from '../connection'

/** Survives the trainer, as IndexedDB survives the worker. Project → round. */
export type Checkpoints = Map<string, number>

export interface MemoryTrainer extends TrainerConnection {
  /** What was asked, in order: `open wasm`, `update`, `run`, … */
  asked: string[]
  program: () => Program | null
  /** Trains `rounds` rounds, up to where the run stops. */
  advance: (rounds: number) => void
  /** Reports `news` beside what is true anyway. */
  report: (news: Partial<News>) => void
  crash: () => void
  /** Answers nothing any more. */
  hang: () => void
}

const quiet = {
  trouble: null,
  roundsPerSecond: 0,
  progress: null,
  memory: { tensors: 0, bytes: 0, taken: null },
}

/** Makes a trainer whose backends are those in `backends`, and which knows the checkpoints. */
export function createMemoryTrainer(options: {
  checkpoints: Checkpoints
  backends?: readonly string[]
  silent?: boolean
  /** What `auto` chooses first. */
  best?: BackendName
}): MemoryTrainer {
  const { checkpoints, backends = ['auto', 'wasm', 'cpu'], silent = false, best = 'wasm' } = options
  let request: OpenRequest | null = null
  let program: Program | null = null
  let state: News['state'] = 'idle'
  let round = 0
  let until = 0
  let waiting: ((news: News) => void) | null = null
  let pending: News | null = null
  let die: TrainerConnection['died'] extends Promise<infer Reason> ? (reason: Reason) => void : never
  const died = new Promise<Parameters<typeof die>[0]>((resolve) => (die = resolve))
  const asked: string[] = []

  const standing = () => {
    const savedRound = checkpoints.get(request?.project ?? '') ?? null
    return { state, round, until, seconds: round / 10, savedRound, ...quiet }
  }
  const report = (news: Partial<News> = {}) => {
    pending = { losses: [], frames: [], messages: [], ...pending, ...standing(), ...news }
    waiting?.(pending)
    if (waiting) pending = waiting = null
  }
  const reach = (next: News['state']) => {
    state = next
    report()
  }
  const save = () => {
    checkpoints.set(request!.project, round)
    report()
  }
  const ask = (question: string) => {
    asked.push(question)
    // A dead worker never answers.
    return new Promise<void>((resolve) => !closed && setTimeout(resolve, 0))
  }
  let closed = silent

  const api: TrainerApi = {
    async hello() {
      await ask('hello')
      return { version: 1, alive: null }
    },
    async open(asking) {
      const without = asking.without?.length ? `, without ${asking.without.join()}` : ''
      await ask(`open ${asking.backend}${asking.remembered ? ', remembered' : ''}${without}`)
      if (!backends.includes(asking.backend))
        return fail({ code: 'no_backend', message: `${asking.backend} did not start.` })
      request = asking
      program = asking.program
      round = checkpoints.get(asking.project) ?? 0
      until = program.rounds
      reach(round > 0 ? 'paused' : 'idle')
      const chosen = asking.backend === 'auto' ? best : asking.backend
      const name = asking.without?.includes(chosen) ? ('wasm' as const) : chosen
      const backend = { backend: name, reason: 'Fastest.', candidates: [] }
      const probeMilliseconds = asking.remembered || asking.backend !== 'auto' ? 0 : 500
      return succeed({
        backend: { ...backend, probeMilliseconds },
        standing: standing(),
        reinitialised: [],
      })
    },
    async update(next, renamed) {
      await ask(`update ${JSON.stringify(renamed)}`)
      const before = new Set(Object.keys(program?.weights ?? {}).map((path) => renamed[path] ?? path))
      program = next
      const reinitialised = Object.keys(next.weights).filter((path) => !before.has(path))
      return succeed({ kept: before.size - reinitialised.length, reinitialised })
    },
    async run({ rounds }) {
      await ask('run')
      until = rounds === undefined ? program!.rounds : round + rounds
      reach('running')
      return succeed(null)
    },
    async pause() {
      await ask('pause')
      if (state === 'running') reach('paused')
      save()
      return succeed({ round })
    },
    async step(player) {
      await ask(`step ${player}`)
      return player in program!.players
        ? succeed(null)
        : fail({ code: 'unknown_player', message: `There is no player ${player}.` })
    },
    async reset() {
      await ask('reset')
      checkpoints.delete(request!.project)
      round = 0
      reach('idle')
      return succeed(null)
    },
    async save() {
      await ask('save')
      save()
      return succeed({ round })
    },
    next: () =>
      new Promise((resolve) => {
        if (pending) resolve(pending)
        else waiting = resolve
        pending = null
      }),
    async weights(which) {
      await ask(`weights ${which}`)
      return succeed(new ArrayBuffer(8))
    },
    async loadWeights(file) {
      await ask('loadWeights')
      return file.byteLength > 0
        ? succeed({ kept: 1, reinitialised: ['critic/b'] })
        : fail({ code: 'not_loaded', message: 'The file is empty.' })
    },
    async inspectData(files) {
      await ask(`inspectData ${files.map(({ name }) => name).join()}`)
      return fail({ code: 'file_refused', message: 'Byte 0 is not 0.' })
    },
    async storeData() {
      await ask('storeData')
      return fail({ code: 'no_files', message: 'There are no files to store.' })
    },
    async use({ values }) {
      await ask(`use ${values.join()}`)
      return succeed({ round, values: {} })
    },
    async paletteOf(_section, field) {
      await ask(`paletteOf ${field}`)
      return succeed({ kind: 'none' as const })
    },
    async readPicture({ name }) {
      await ask(`readPicture ${name}`)
      return fail({ code: 'no_picture', message: `${name} is no picture.` })
    },
    async drawForMetrics() {
      await ask('drawForMetrics')
      return succeed({ round, program: program!, drawn: [] })
    },
    async keepBest(best) {
      await ask(`keepBest ${best}`)
      return succeed(null)
    },
    async restoreBest() {
      await ask('restoreBest')
      return succeed({ round })
    },
    async preview() {
      await ask('preview')
      return succeed({ picture: null, points: new Float32Array(2), labels: null, fields: [] })
    },
  }
  // Like the real one, it has news before anything is open: that nothing is.
  report()
  return {
    api,
    died,
    asked,
    close: () => {
      closed = true
      die(ended)
    },
    program: () => program,
    report,
    advance: (rounds) => {
      round = Math.min(until, round + rounds)
      if (round === until) state = 'finished'
      report({ losses: [{ round, losses: { critic: 1 / round } }] })
    },
    hang: () => (closed = true),
    crash: () => {
      closed = true
      die({ code: 'worker_crashed', message: 'The trainer stopped unexpectedly.' })
    },
  }
}
