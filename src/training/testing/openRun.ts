// A run of a small real game against a trainer in memory, compiled as the page compiles it.
import { template } from '../../document/testing/load'
import type { GanvasDocument } from '../../document/types'
import { createDocumentStore } from '../../state/documentStore'
import { programOf } from '../../state/derived'
import type { BackendChoice, BackendName, BackendReport } from '../../tensors/types'
import { createRunStore } from '../runStore'
import { createMemoryTrainer, type Checkpoints, type MemoryTrainer } from './memoryTrainer'

interface Game {
  rounds?: number
  batch?: number
  /** Where each phase ends; one phase otherwise. */
  phases?: number[]
}

/** The points on a ring, with another plan. */
export function documentWith({ rounds = 100, batch = 4, phases = [1] }: Game = {}): GanvasDocument {
  const document = template('gan_ring')
  const { steps } = document.game.schedule[0]!
  const schedule = phases.map((until) => ({ until, steps }))
  return { ...document, game: { ...document.game, rounds, batch, schedule } }
}

/** What one machine remembers of its backends. */
export function memoryOf(choice: BackendChoice = 'auto') {
  const memory = { choice, report: null as BackendReport | null }
  return {
    recall: () => Promise.resolve(memory),
    pin: (pinned: BackendChoice) => Promise.resolve(void (memory.choice = pinned)),
    remember: (report: BackendReport) => Promise.resolve(void (memory.report = report)),
  }
}

interface RunOf {
  document?: GanvasDocument
  checkpoints?: Checkpoints
  best?: BackendName
  /** Hears of every trainer that is started, the first one under number 1. */
  started?: (trainer: MemoryTrainer, number: number) => void
}

/** Opens a run; `edit` puts another document in place, `asked` is what all its trainers were asked. */
export async function openRun({
  document = documentWith(),
  checkpoints = new Map(),
  best = 'wasm',
  started = () => undefined,
}: RunOf = {}) {
  const documents = createDocumentStore(document)
  const trainers: MemoryTrainer[] = []
  const connect = () => {
    const trainer = createMemoryTrainer({ checkpoints, best })
    trainers.push(trainer)
    started(trainer, trainers.length)
    return trainer
  }
  const memory = memoryOf()
  const run = createRunStore({ project: 'p', documents, programOf, wasmPath: '/wasm/', connect, memory })
  await run.getState().lifetime.start()
  return {
    run,
    documents,
    checkpoints,
    state: run.getState,
    trainer: () => trainers.at(-1)!,
    asked: () => trainers.flatMap((trainer) => trainer.asked),
    edit: (next: GanvasDocument, renamed?: Record<string, string>) =>
      documents.getState().apply(next, renamed ? { renamed } : {}),
  }
}
