// The sections `start` and `growth`: what comes before the first round, and what is left after many; ours beside stock.
import { compileProgram } from '../../compiler/program/compile'
import { loadContender, type Contender } from './contenders'
import { readDocumentOf, type Game } from './games'
import type { Growth } from './growth'
import { median } from './statistics'

/** Milliseconds from Train to the end of the first round, in a fresh process; modules are loaded before. */
export interface StartTime extends Contender {
  game: string
  title: string
  batch: number
  /** Document → program; stock has none. */
  compile: number
  backend_start: number
  /** Making the data set; stock is given noise. */
  data: number
  weights: number
  first: number
  /** A round that is warm, for comparison. */
  second: number
  total: number
}

interface Setting {
  backend: string
  batch: number
}

const pairOf = (backend: string): Contender[] => [
  { implementation: 'ours', backend },
  { implementation: backend === 'wasm' ? 'stock + filter gradient' : 'stock', backend },
]

/** Medians over so many fresh processes, in turns. */
export async function timeStart(
  name: string,
  game: Game,
  { backend, batch, times }: Setting & { times: number },
): Promise<StartTime[]> {
  const contenders = pairOf(backend)
  const starts: StartTime[][] = contenders.map(() => [])
  for (let time = 0; time < times; time++) {
    for (const [at, contender] of contenders.entries()) {
      const start = await startOnce(name, game, { contender, batch })
      if (start) starts[at]?.push(start)
    }
  }
  const phases = ['compile', 'backend_start', 'data', 'weights', 'first', 'second', 'total'] as const
  return starts.flatMap((all) => {
    const [any] = all
    if (!any) return []
    const medians = phases.map((phase) => [phase, median(all.map((start) => start[phase]))] as const)
    return [{ ...any, ...Object.fromEntries(medians) }]
  })
}

async function startOnce(
  name: string,
  game: Game,
  { contender, batch }: { contender: Contender; batch: number },
): Promise<StartTime | null> {
  const document = readDocumentOf(game, batch)
  const began = performance.now()
  const compiled = compileProgram(document)
  const compile = contender.implementation === 'ours' && compiled.ok ? performance.now() - began : 0
  const started = await loadContender(contender, game, batch)
  if (!started.ok) return null
  const { peer, loaded } = started.value
  const { backend: backend_start = NaN, data = NaN, weights = NaN } = loaded.milliseconds ?? {}
  const rounds: number[] = []
  for (let round = 0; round < 2; round++) {
    const told = await peer.ask<{ milliseconds: number }>({ do: 'round' })
    rounds.push(told.ok ? told.value.milliseconds : NaN)
  }
  peer.end()
  const [first = NaN, second = NaN] = rounds
  const total = compile + backend_start + data + weights + first
  const about = { ...contender, game: name, title: game.title, batch }
  return { ...about, compile, backend_start, data, weights, first, second, total }
}

/** Growth of one implementation. */
export interface GrowthOf extends Contender, Growth {
  game: string
  title: string
  batch: number
}

/** Enough to see whether a peer keeps anything; some of its rounds take seconds. */
const roundsOfPeer = 200

/** Ours, then stock for some of the rounds: each plays its own at once. */
export async function measureGrowth(
  name: string,
  game: Game,
  { backend, batch, rounds }: Setting & { rounds: number },
): Promise<GrowthOf[]> {
  const grown: GrowthOf[] = []
  for (const contender of pairOf(backend)) {
    const started = await loadContender(contender, game, batch)
    if (!started.ok) continue
    const own = contender.implementation === 'ours' ? rounds : Math.min(rounds, roundsOfPeer)
    const told = await started.value.peer.ask<Growth>({ do: 'growth', rounds: own })
    if (told.ok) grown.push({ ...contender, game: name, title: game.title, batch, ...told.value })
    started.value.peer.end()
  }
  return grown
}
