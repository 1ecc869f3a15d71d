// The section `launches`: what a round asks of a GPU, counted by a device that only counts, ours beside stock.
import type { Instruction, Program } from '../../compiler/program/program'
import { elementCount } from '../../lib/format'
import type { RoundLaunches } from './countRounds'
import { startContender } from './contenders'
import { compileGame, type Game } from './games'

/** A figure of ours beside the same of stock; null where stock could not play. */
export interface Beside {
  ours: number
  stock: number | null
}

/** Each figure of one round. `javascript` is in milliseconds, the rest as `LaunchCounts` says. */
export type LaunchTable = Record<keyof RoundLaunches, Beside> & {
  game: string
  title: string
  batch: number
  /** Bytes of the data that a round draws: part of what is uploaded, and no fault of anybody. */
  dataBytes: number
}

/** Counts `rounds` rounds after warming up. */
export async function countLaunches(
  name: string,
  game: Game,
  { batch, rounds }: { batch: number; rounds: number },
): Promise<LaunchTable> {
  const program = compileGame(game, batch)
  const ours = await play('ours', { do: 'launches', program, rounds })
  if (typeof ours === 'string') throw new Error(`launches of ${game.title} cannot be counted: ${ours}`)
  const stock = await play('stock', { do: 'launches', stock: game.stock, batch, rounds })
  const pairs = Object.entries<number>({ ...ours }).map(([key, value]) => {
    const theirs = typeof stock === 'string' ? null : stock[key as keyof RoundLaunches]
    return [key, { ours: value, stock: theirs } satisfies Beside] as const
  })
  const table = Object.fromEntries(pairs) as Record<keyof RoundLaunches, Beside>
  return { game: name, title: game.title, batch, dataBytes: bytesOfData(program), ...table }
}

async function play(
  implementation: 'ours' | 'stock',
  order: { do: string } & Record<string, unknown>,
): Promise<RoundLaunches | string> {
  const peer = startContender({ implementation, backend: 'webgpu' })
  const told = await peer.ask<RoundLaunches>(order)
  peer.end()
  return told.ok ? told.value : told.error
}

/** Bytes of every field that the steps of a round draw. */
export function bytesOfData(program: Program): number {
  const drawn = (instructions: readonly Instruction[]) =>
    instructions
      .flatMap((instruction) =>
        instruction.op === 'apply' && 'data' in instruction.params ? [instruction] : [],
      )
      .flatMap(({ out }) => Object.values(out))
      .reduce(
        (sum, register) => sum + 4 * program.batch * elementCount(program.types[register]?.shape ?? []),
        0,
      )
  return (program.phases[0]?.steps ?? []).reduce((sum, { players, times }) => {
    const bytes = players.map(({ before, inside }) => drawn([...before, ...inside]))
    return sum + times * bytes.reduce((a, b) => a + b, 0)
  }, 0)
}
