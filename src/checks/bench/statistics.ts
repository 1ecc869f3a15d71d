// Medians of times that were taken in turns, so that what slows the machine down for a while slows all of them alike.

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? NaN : (low + high) / 2
}

/** Median of a[i] / b[i] over the turns that both have: drift that hits a turn as a whole cancels. */
export function medianRatio(a: readonly number[], b: readonly number[]): number {
  const turns = Math.min(a.length, b.length)
  return median(Array.from({ length: turns }, (_, turn) => a[turn]! / b[turn]!))
}

/** How long turns may go on. */
export interface Budget {
  /** Counted from the second turn on: no new one is begun when they are spent. */
  milliseconds: number
  turns: number
}

/**
 * Lets everyone play one after another, turn by turn; each `play` returns what it measured, or null where it cannot go on.
 * Who takes more than a third of the budget for one turn has no second one.
 */
export async function takeTurns(
  players: readonly (() => Promise<number | null>)[],
  { milliseconds, turns }: Budget,
): Promise<number[][]> {
  const measured: number[][] = players.map(() => [])
  const out = players.map(() => false)
  let began = NaN
  for (let turn = 0; turn < turns; turn++) {
    if (turn === 1) began = performance.now()
    if (performance.now() - began > milliseconds) break
    for (const [at, play] of players.entries()) {
      if (out[at]) continue
      const before = performance.now()
      const value = await play()
      if (value !== null) measured[at]?.push(value)
      out[at] = value === null || performance.now() - before > milliseconds / 3
    }
  }
  return measured
}
