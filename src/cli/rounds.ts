// The training loop of the command line: reports, saves now and then, and stops where training diverges.
import type { Result } from '../lib/result'
import type { Engine } from '../engine/engine'
import type { BackendName } from '../tensors/types'
import type { Print } from './exit'

type RunEnd =
  | { kind: 'finished' | 'interrupted' }
  | { kind: 'diverged'; player: string; round: number }
  | { kind: 'unsaved'; sentence: string }

const saveEvery = 30_000
/** Milliseconds of training between two turns of the event loop, in which an interrupt is noticed. */
const yieldEvery = 50
/** Rounds between two looks at the objectives. Reading back stalls a GPU; in memory it is free. */
const lookEvery: Record<BackendName, number> = { cpu: 1, wasm: 1, webgl: 10, webgpu: 10 }

/**
 * Trains until `rounds` and prints a line every `report` rounds and after the last one. `seconds` counts training alone.
 * An interrupt (SIGINT) ends it after the present round.
 */
export async function runRounds({
  engine,
  rounds,
  report,
  backend,
  print,
  onSave,
}: {
  engine: Engine
  rounds: number
  report: number
  backend: BackendName
  print: Print
  onSave: () => Promise<Result<null, string>>
}): Promise<RunEnd> {
  const losses = new Map<string, { sum: number; rounds: number }>()
  let interrupted = false
  const interrupt = () => (interrupted = true)
  process.once('SIGINT', interrupt)
  let looked = engine.round
  let [saved, yielded, counted] = [performance.now(), performance.now(), performance.now()]
  while (engine.round < rounds && !interrupted) {
    engine.runRound()
    const { round } = engine
    const due = round % report === 0 || round === rounds
    if (due || round - looked >= lookEvery[backend]) {
      const diverged = addLosses(losses, await engine.readLosses(), round - looked)
      if (diverged !== null) return { kind: 'diverged', player: diverged, round }
      looked = round
    }
    const now = performance.now()
    if (due) {
      engine.seconds += (now - counted) / 1000
      print({ round, seconds: engine.seconds, losses: takeMeans(losses) })
      counted = performance.now()
    }
    if (now - yielded > yieldEvery) {
      await new Promise((resolve) => setImmediate(resolve))
      yielded = performance.now()
    }
    if (now - saved > saveEvery) {
      engine.seconds += (performance.now() - counted) / 1000
      const written = await onSave()
      if (!written.ok) return { kind: 'unsaved', sentence: written.error }
      saved = counted = performance.now()
    }
  }
  await engine.settle()
  engine.seconds += (performance.now() - counted) / 1000
  process.off('SIGINT', interrupt)
  return { kind: interrupted ? 'interrupted' : 'finished' }
}

/** Adds what `rounds` rounds gave; returns the first player whose objective is no number. */
function addLosses(
  sums: Map<string, { sum: number; rounds: number }>,
  losses: Record<string, number>,
  rounds: number,
): string | null {
  for (const [player, loss] of Object.entries(losses)) {
    if (!Number.isFinite(loss)) return player
    const { sum, rounds: before } = sums.get(player) ?? { sum: 0, rounds: 0 }
    sums.set(player, { sum: sum + loss * rounds, rounds: before + rounds })
  }
  return null
}

function takeMeans(sums: Map<string, { sum: number; rounds: number }>): Record<string, number> {
  const means = [...sums].map(([player, { sum, rounds }]) => [player, sum / rounds] as const)
  sums.clear()
  return Object.fromEntries(means)
}
