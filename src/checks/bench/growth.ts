// What stays behind after many rounds: tensors, their bytes, and memory of JavaScript after collecting garbage.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is alive at one moment. */
export interface Alive {
  round: number
  tensors: number
  /** Bytes of tensors. */
  bytes: number
  /** JavaScript's heap, and memory outside it that JavaScript holds. */
  heap: number
  external: number
}

export interface Growth {
  /** After a tenth of the rounds, when everything has been used once, and after the last. */
  early: Alive
  late: Alive
}

/** Plays so many rounds and looks twice. `play` is told the number of its round, from 1. */
export async function watchGrowth(
  rounds: number,
  game: {
    play: (round: number) => Promise<void>
    memory: () => { numTensors: number; numBytes: number }
  },
): Promise<Growth> {
  const collect = garbageCollector()
  const look = (round: number): Alive => {
    collect()
    const { numTensors, numBytes } = game.memory()
    const { heapUsed, external } = process.memoryUsage()
    return { round, tensors: numTensors, bytes: numBytes, heap: heapUsed, external }
  }
  const first = Math.max(1, Math.floor(rounds / 10))
  let early: Alive | null = null
  for (let round = 1; round <= rounds; round++) {
    await game.play(round)
    if (round === first) early = look(round)
  }
  const late = look(rounds)
  return { early: early ?? late, late }
}

/** Node hides it behind a flag that can be set while it runs. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What a first pass finalizes, a second one frees.
  return () => {
    collect()
    collect()
  }
}
