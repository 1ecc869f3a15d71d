// One project's training: keeps the trainer's program in step with the document, and turns actions into questions to it.
import type { BackendChoice } from '../tensors/types'
import type { Failure } from '../lib/failure'
import type { OpenRequest, TrainerApi, Updated } from '../../workers/trainer.api'
import { programHash, withoutTitles } from '../compiler/program/hash'
import type { Program } from '../compiler/program/program'
import type { Problem } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'
import { storedBackendMemory, type BackendMemory } from './backendMemory'
import { ask, connectWorker, ended, greet, type TrainerConnection } from './connection'
import { addMessage, foldHappened, foldNews, foldStanding, isRecoverable } from './news'
import { watchHeartbeat, workOf } from './heartbeat'
import { createRecovery, type Recovery } from './recovery'
import type { RunOptions } from './runOptions'
import type { RunStoreAccess } from './runState'

/** How long the document must rest before the trainer gets it; and while a gesture is open, such as typing in a field. */
const settleMilliseconds = { edited: 150, within: 2_000 }
const stopTimeout = 5_000

/** The lifetime of one run: at most one trainer at a time, questions that change it one after another. */
export class Run {
  readonly options: RunOptions
  readonly #store: RunStoreAccess
  readonly #memory: BackendMemory
  #connection: TrainerConnection | null = null
  /** Fingerprint of the program that the trainer has, or refused; null where it has none. */
  #sent: string | null = null
  #opened = false
  /** Why the trainer refused the program in `#sent`. */
  #refusal: Failure | null = null
  /** Questions without an answer yet. */
  #pending = 0
  #queue: Promise<unknown> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined
  #unsubscribe: (() => void)[] = []
  readonly #recovery: Recovery

  constructor(options: RunOptions, store: RunStoreAccess) {
    this.options = options
    this.#store = store
    this.#memory = options.memory ?? storedBackendMemory()
    const begin = () => this.#begin()
    this.#recovery = createRecovery(this, store, { begin, fail: (failure) => this.#fail(failure) })
  }

  /** Starts a trainer and opens the project in it. */
  async start(): Promise<void> {
    this.#recovery.forgive()
    await this.#begin()
  }

  async #begin(): Promise<void> {
    this.#end()
    const { get, set } = this.#store
    set({ status: 'starting', failure: null, blocked: null, progress: null })
    this.#watchPage()
    const connection = (this.options.connect ?? connectWorker)()
    this.#connection = connection
    const failed = (failure: Failure) => {
      if (this.#connection === connection) void this.#recovery.recover(failure)
    }
    void connection.died.then(failed)
    const hello = await greet(connection)
    if (this.#connection !== connection) return
    if (!hello.ok) return failed(hello.error)
    const backend = () => get().backend?.backend ?? null
    const work = () => workOf(get(), this.options.documents.getState().document, this.#sent)
    const isAsked = () => this.#pending > 0
    this.#unsubscribe.push(watchHeartbeat(connection, { backend, work, isAsked, onSilent: failed }))
    void this.#pull(connection)
    await this.inOrder(() => this.syncProgram())
  }

  /** Stops after the current step, writes a checkpoint and ends the trainer. */
  async stop(): Promise<void> {
    const connection = this.#connection
    if (connection && this.#opened && this.#store.get().failure === null) {
      const saved = ask(connection, (api) => api.pause()).then(() => ask(connection, (api) => api.save()))
      const late = new Promise((resolve) => setTimeout(resolve, stopTimeout))
      await Promise.race([saved, late])
    }
    this.#end()
  }

  /** Ends the trainer at once; until `start`, Train says `reason`. */
  abandon(reason: string): void {
    this.#end()
    this.#store.set({ status: 'ready', blocked: reason, progress: null })
  }

  /** Runs `work` after everything that was asked before. */
  inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }

  /** Asks the trainer; without one, a failure that says why. */
  async ask<Value>(
    question: (api: TrainerApi) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> {
    if (this.#connection) {
      this.#pending++
      return ask(this.#connection, question).finally(() => this.#pending--)
    }
    const { failure, blocked } = this.#store.get()
    return fail(
      failure ?? { code: 'trainer_not_started', message: blocked ?? 'The trainer has not started yet.' },
    )
  }

  /** Tells the user. */
  tell(level: 'info' | 'warning' | 'error', text: string): void {
    const { get, set } = this.#store
    set({ messages: addMessage(get().messages, { level, text }) })
  }

  /** Tells the user about a failure: what, and how to mend it. */
  tellFailure({ code, message, remedy }: Failure): void {
    if (code !== ended.code) this.tell('error', remedy ? `${message} ${remedy}` : message)
  }

  /**
   * Brings the trainer's program up to the document's. Returns whether it has that program now; if not, `blocked` says why.
   * Where the document has problems, training goes on with the last program.
   */
  async syncProgram(): Promise<boolean> {
    clearTimeout(this.#timer)
    const connection = this.#connection
    if (!connection) return false
    const program = this.options.programOf(this.options.documents.getState().document)
    const { set, get } = this.#store
    if (!program.ok) {
      set({ blocked: whyBlocked(program.error) })
      if (!this.#opened && get().status === 'starting') set({ status: 'ready' })
      return false
    }
    const hash = programHash(program.value)
    if (hash !== this.#sent) {
      this.#sent = hash
      // Names stay on the page: a renamed view sends nothing, so nobody in the trainer may show an old name.
      const sent = withoutTitles(program.value)
      const done = this.#opened ? await this.#update(sent) : await this.#open(sent)
      // What one trainer answers says nothing of the next.
      if (this.#connection !== connection) return false
      this.#refusal = done.ok ? null : done.error
    }
    set({ blocked: this.#refusal?.message ?? null })
    return this.#refusal === null
  }

  /** Opens the document's program in the trainer anew: with another backend, or with data that has arrived. */
  async reopen(): Promise<boolean> {
    this.#opened = false
    this.#sent = null
    return this.syncProgram()
  }

  get refused(): boolean {
    return this.#refusal !== null
  }

  get opened(): boolean {
    return this.#opened
  }

  /** Pins a choice on this machine. */
  async pin(choice: BackendChoice): Promise<void> {
    this.#recovery.forgive()
    this.#store.set({ choice })
    await this.#memory.pin(choice)
  }

  /** What an update or a load re-initialised; the sentence about it comes from the trainer. */
  noteUpdated({ reinitialised }: Updated): void {
    this.#store.set({ reinitialised })
  }

  async #open(program: Program): Promise<Result<null, Failure>> {
    const { get, set } = this.#store
    const { project, wasmPath, documents } = this.options
    const { choice, report } = await this.#memory.recall()
    set({ status: 'starting', choice })
    documents.getState().takeRenamed()
    const { without } = this.#recovery
    const request: OpenRequest = { project, program, backend: choice, wasmPath }
    if (report) request.remembered = report
    if (without.length > 0) request.without = without
    if (choice !== 'auto' && without.includes(choice)) request.backend = 'auto'
    const connection = this.#connection
    const opened = await this.ask((api) => api.open(request))
    if (this.#connection !== connection) return fail(ended)
    if (!opened.ok) {
      set({ status: 'failed', failure: opened.error })
      return opened
    }
    const { backend, standing, reinitialised } = opened.value
    this.#opened = true
    const losses = get().losses.filter((point) => point.round <= standing.round)
    set({ ...foldStanding(get(), standing), backend, reinitialised, losses, failure: null })
    // A GPU that is out of order for the moment is no reason to do without it from now on.
    const usual = choice === 'auto' && !this.#recovery.busy && without.length === 0
    if (usual && backend.probeMilliseconds > 0) await this.#memory.remember(backend)
    return succeed(null)
  }

  async #update(program: Program): Promise<Result<null, Failure>> {
    const renamed = this.options.documents.getState().takeRenamed()
    const updated = await this.ask((api) => api.update(program, renamed))
    if (!updated.ok) return updated
    this.noteUpdated(updated.value)
    // The newest checkpoint has the old names, the stored document the new ones: a reload would lose these weights.
    if (Object.keys(renamed).length > 0) await this.ask((api) => api.save())
    return succeed(null)
  }

  async #pull(connection: TrainerConnection): Promise<void> {
    const { get, set } = this.#store
    for (;;) {
      const news = await ask(connection, async (api) => succeed(await api.next()))
      if (this.#connection !== connection) return
      if (!news.ok) return void this.#recovery.recover(news.error)
      const { status } = get()
      const { trouble } = news.value
      if (trouble && isRecoverable(trouble)) {
        set({ ...foldNews(get(), news.value), status, failure: null })
        return void this.#recovery.recover({ code: trouble.code, message: trouble.what })
      }
      set((this.#opened ? foldNews : foldHappened)(get(), news.value))
    }
  }

  #fail(failure: Failure): void {
    this.#end()
    this.#store.set({ status: 'failed', failure, roundsPerSecond: 0, progress: null })
  }

  #watchPage(): void {
    const { documents } = this.options
    // A number that is half typed is no wish: 12 on the way to 128 would cost a layer its weights.
    const unsubscribe = documents.subscribe(({ gesture }) => {
      clearTimeout(this.#timer)
      const rest = gesture === null ? settleMilliseconds.edited : settleMilliseconds.within
      this.#timer = setTimeout(() => void this.inOrder(() => this.syncProgram()), rest)
    })
    this.#unsubscribe.push(unsubscribe)
    const page = globalThis.document as Document | undefined
    if (!page) return
    const save = () => {
      const { round, savedRound } = this.#store.get()
      if (page.visibilityState === 'hidden' && this.#opened && round !== savedRound)
        void this.ask((api) => api.save())
    }
    page.addEventListener('visibilitychange', save)
    this.#unsubscribe.push(() => page.removeEventListener('visibilitychange', save))
  }

  #end(): void {
    clearTimeout(this.#timer)
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.#connection?.close()
    this.#connection = null
    this.#opened = false
    this.#sent = null
    this.#refusal = null
  }
}

function whyBlocked(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors[0]?.message ?? 'The document has problems.'
  if (errors.length < 2) return first
  return `${first} (and ${errors.length - 1} more ${errors.length === 2 ? 'problem' : 'problems'})`
}
