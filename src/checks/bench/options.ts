// What `npm run bench` is told on its command line.
import { parseArgs } from 'node:util'
import { fail, succeed, type Result } from '../../lib/result'

export const usage = `npm run bench -- [options]

Our engine beside stock TensorFlow.js and PyTorch. Every figure stands beside its peers, measured in turns in the same run.

  --quick          a smoke run: batch 2, one turn each
  --only SECTION   one of the sections below; may be given again
                     rounds    time of a round of each game
                     launches  what a round asks of a GPU, counted by a device that only counts
                     kernels   GFLOP/s of convolutions and of products of matrices, on the first backend
                     compile   document to program, for 10, 100 and 1,000 layers
                     start     from Train to the end of the first round, on the first backend
                     growth    tensors and memory after many rounds, on the first backend
  --game NAME      one of the games of src/checks/bench/games.json; may be given again
  --backend NAME   wasm, cpu or webgpu; may be given again; the first is the one that others are compared with (wasm, cpu)
  --batch N        instead of the batch of each game
  --seconds S      take turns for about S seconds a game (30)
  --rounds N       look for growth over N rounds (2000; 200 with --quick)
  --no-torch       without PyTorch
  --json           one JSON object instead of tables
`

export const sections = ['rounds', 'launches', 'kernels', 'compile', 'start', 'growth'] as const
export type Section = (typeof sections)[number]
const backends = ['wasm', 'cpu', 'webgpu'] as const
export type Backend = (typeof backends)[number]

export interface Options {
  help: boolean
  json: boolean
  quick: boolean
  only: Section[]
  /** Null: all of them. */
  games: string[] | null
  backends: Backend[]
  batch: number | null
  seconds: number
  rounds: number
  torch: boolean
}

/** Fails with a sentence that names the option. */
export function readOptions(args: readonly string[], games: readonly string[]): Result<Options, string> {
  try {
    return succeed(checkOptions(args, games))
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)} Try --help.`)
  }
}

function checkOptions(args: readonly string[], games: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [...sections] },
      game: { type: 'string', multiple: true },
      backend: { type: 'string', multiple: true, default: ['wasm', 'cpu'] },
      batch: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      'no-torch': { type: 'boolean', default: false },
    },
  })
  const { help, json, quick, batch } = values
  return {
    help,
    json,
    quick,
    only: values.only.map((name) => oneOf('--only', name, sections)),
    games: values.game?.map((name) => oneOf('--game', name, games)) ?? null,
    backends: values.backend.map((name) => oneOf('--backend', name, backends)),
    batch: batch === undefined ? (quick ? 2 : null) : atLeast('--batch', batch, 1),
    seconds: values.seconds === undefined ? (quick ? 1 : 30) : atLeast('--seconds', values.seconds, 0),
    rounds: values.rounds === undefined ? (quick ? 200 : 2000) : atLeast('--rounds', values.rounds, 10),
    torch: !values['no-torch'],
  }
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given)
  if (found === undefined)
    throw new Error(`${option} ${given}: there is no such one, only ${names.join(', ')}.`)
  return found
}

function atLeast(option: string, given: string, least: number): number {
  const value = Number(given)
  if (!Number.isFinite(value) || value < least) {
    throw new Error(`${option} ${given}: a number from ${least} is needed.`)
  }
  return value
}
