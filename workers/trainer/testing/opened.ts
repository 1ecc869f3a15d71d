// A trainer in Node with stores in memory, open on a small game, and its news.
import { expect } from 'vitest'
import type { Program } from '../../../src/compiler/program/program'
import { succeed } from '../../../src/lib/result'
import { pointGame } from '../../../src/engine/testing/programs'
import type { News, OpenRequest, TrainerApi } from '../../trainer.api'
import type { CheckpointStore, DatasetStore } from '../stores'
import { createTrainer } from '../trainer'

/** The hand-made game on a made data set, so that sources are found by themselves. */
export function game(options: Parameters<typeof pointGame>[0] = {}): Program {
  const program = pointGame({ batch: 16, rounds: 30, ...options })
  const fields = { point: { shape: [2], domain: 'point' as const } }
  program.data = { points: { source: 'made/ring', seed: 1, count: 400, fields } }
  return program
}

/** Stores that forget with the test; `saved` is what the cache of checkpoints holds. */
export function memoryStores() {
  const saved = new Map<string, { round: number; bytes: ArrayBuffer }>()
  const datasets = new Map<string, { stored: unknown }>()
  const checkpoints: CheckpointStore = {
    load: (project) => Promise.resolve(succeed({ whole: saved.get(project) ?? null, damaged: [] })),
    save: (project, checkpoint) => {
      saved.set(project, checkpoint)
      return Promise.resolve(succeed(null))
    },
    drop: (project) => {
      saved.delete(project)
      return Promise.resolve(succeed(null))
    },
  }
  const stored: DatasetStore = {
    load: (id) => Promise.resolve(succeed(datasets.get(id) ?? null)),
    save: (id, dataset) => {
      datasets.set(id, dataset)
      return Promise.resolve(succeed(null))
    },
  }
  const decode = () => Promise.reject(new Error('no picture is decoded here'))
  return { checkpoints, datasets: stored, decode, saved }
}

export const request = (program: Program): OpenRequest => ({
  project: 'p',
  program,
  backend: 'wasm',
  wasmPath: '',
})

/** A trainer of its own with the program open, on wasm. */
export async function openTrainer(program = game(), stores = memoryStores()) {
  const trainer = createTrainer(stores)
  const opened = await trainer.open(request(program))
  expect(opened).toMatchObject({ ok: true })
  return { trainer, stores }
}

/** Pulls news until one of them satisfies `found`; all that were pulled. */
export async function pull(trainer: TrainerApi, found: (news: News) => boolean): Promise<News[]> {
  const all: News[] = []
  for (;;) {
    const news = await trainer.next()
    all.push(news)
    if (found(news)) return all
  }
}
