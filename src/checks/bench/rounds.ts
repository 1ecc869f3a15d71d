// The section `rounds`: time of a round of each game, our engine beside its peers in the same run, taking turns.
import { fail, succeed, type Result } from '../../lib/result'
import { loadContender, type Contender } from './contenders'
import { countProducts, sumFlops } from './flops'
import { compileGame, type Game } from './games'
import { sizesOf, startLimiter } from './limit'
import type { Peer } from './lines'
import type { Options } from './options'
import { median, medianRatio, takeTurns, type Budget } from './statistics'

/** What one contender needed. */
export interface RoundTime extends Contender {
  /** Of PyTorch. */
  version?: string
  /** Timed with the batch divided by this, and multiplied by it: plain JavaScript would take minutes. Otherwise 1. */
  share: number
  /** Median of the rounds; null, with the reason, where it cannot train the game. */
  milliseconds: number | null
  rounds: number
  /** Its time ÷ that of our engine on its first backend: median over the turns. */
  timesOurs: number | null
  reason?: string
}

export interface GameTimes {
  game: string
  title: string
  batch: number
  /** Operations of a round, a multiply-add counting as two. */
  flops: { convolution: number; dense: number }
  times: RoundTime[]
  /** What our first backend could reach: at the rate of its own forwards, and at that of stock's. */
  limits: Limit[]
}

/**
 * How long the convolutions of a round would take at the rate of plain conv2d forwards of the same sizes, and its share of a
 * round of ours.
 */
export interface Limit {
  forwards: 'ours' | 'stock'
  backend: string
  milliseconds: number
  fraction: number
}

interface Player {
  contender: Contender
  peer: Peer
  version: string | undefined
  share: number
}

/** The work of a round grows with the batch, and these take minutes a round. */
const shareOf = ({ implementation, backend }: Contender) =>
  backend === 'cpu' && implementation !== 'PyTorch' ? 32 : 1

/** Everybody who can be asked for a round on these backends; ours on the first one stands first. */
export function contendersFor({ backends, torch }: Pick<Options, 'backends' | 'torch'>): Contender[] {
  const ours = backends.map((backend) => ({ implementation: 'ours' as const, backend }))
  const stock = backends.map((backend) => ({ implementation: 'stock' as const, backend }))
  const mended = backends.filter((backend) => backend === 'wasm')
  const devices = [...new Set(backends.map((backend) => (backend === 'webgpu' ? 'cuda' : 'cpu')))]
  return [
    ...ours,
    ...stock,
    ...mended.map((backend) => ({ implementation: 'stock + filter gradient' as const, backend })),
    ...(torch ? devices.map((backend) => ({ implementation: 'PyTorch' as const, backend })) : []),
  ]
}

/** Times a game by everybody who can train it; ours on the first backend is what the others are compared with. */
export async function timeRounds(
  name: string,
  game: Game,
  { contenders, batch, budget }: { contenders: readonly Contender[]; batch: number; budget: Budget },
): Promise<GameTimes> {
  const products = countProducts(compileGame(game, batch))
  const players: Player[] = []
  const failures: RoundTime[] = []
  for (const contender of contenders) {
    const ready = await warmUp(contender, game, batch)
    if (ready.ok) players.push(ready.value)
    else
      failures.push({
        ...contender,
        milliseconds: null,
        rounds: 0,
        share: 1,
        timesOurs: null,
        reason: ready.error,
      })
  }
  const first = players.findIndex(({ contender }) => contender.implementation === 'ours')
  const backend = players[first]?.contender.backend
  const whose = backend === undefined || sizesOf(products).length === 0 ? [] : (['ours', 'stock'] as const)
  const limiters = await Promise.all(
    whose.map((implementation) => startLimiter({ implementation, backend: backend! }, products)),
  )
  const plays = players.map((player) => () => playRound(player))
  const measured = await takeTurns([...plays, ...limiters.map(({ play }) => play)], budget)
  for (const { peer } of players) peer.end()
  for (const { end } of limiters) end()
  const ours = measured[first] ?? []
  return {
    game: name,
    title: game.title,
    batch,
    flops: { convolution: sumFlops(products, 'convolution'), dense: sumFlops(products, 'dense') },
    times: [
      ...players.map(({ contender, version, share }, at) => {
        const mine = measured[at] ?? []
        const timesOurs = ours.length > 0 ? medianRatio(mine, ours) : null
        const told = { ...contender, milliseconds: median(mine), rounds: mine.length, share, timesOurs }
        return version === undefined ? told : { ...told, version }
      }),
      ...failures,
    ],
    limits: whose.flatMap((forwards, at) => {
      const limits = measured[players.length + at] ?? []
      if (limits.length === 0 || ours.length === 0) return []
      const fraction = medianRatio(limits, ours)
      return [{ forwards, backend: backend!, milliseconds: median(limits), fraction }]
    }),
  }
}

async function playRound({ peer, share }: Player): Promise<number | null> {
  const told = await peer.ask<{ milliseconds: number }>({ do: 'round' })
  return told.ok ? share * told.value.milliseconds : null
}

/** Loads, checks that the same model is trained, and plays up to two rounds that do not count. */
async function warmUp(contender: Contender, game: Game, batch: number): Promise<Result<Player, string>> {
  const share = shareOf(contender)
  const started = await loadContender(contender, game, Math.max(1, batch / share))
  if (!started.ok) return started
  const { peer, loaded } = started.value
  const refuse = (reason: string) => {
    peer.end()
    return fail(reason)
  }
  const weights = Object.values(compileGame(game, batch).weights)
  const expected = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0)
  if (loaded.parameters !== expected) return refuse(`trains ${loaded.parameters} numbers, not ${expected}`)
  const began = performance.now()
  for (let round = 0; round < (share === 1 ? 2 : 0) && performance.now() - began < 3000; round++) {
    const told = await peer.ask<{ milliseconds: number }>({ do: 'round' })
    if (!told.ok) return refuse(told.error)
  }
  return succeed({ contender, peer, version: loaded.version, share })
}
