// Brings an engine to where its project stands in the store, and says what could not be brought along.
import { formatCount } from '../../src/lib/format'
import type { Engine } from '../../src/engine/engine'
import type { Outbox } from './outbox'
import type { CheckpointStore } from './stores'

/** What became of an engine's start. */
interface Resumed {
  /** Round of the checkpoint that is in place; null: fresh weights. */
  savedRound: number | null
  reinitialised: string[]
}

/** Puts the newest whole checkpoint of the project in place. Damaged ones are told of. */
export async function resume(
  engine: Engine,
  { project, checkpoints, outbox }: { project: string; checkpoints: CheckpointStore; outbox: Outbox },
): Promise<Resumed> {
  const fresh: Resumed = { savedRound: null, reinitialised: [] }
  const loaded = await checkpoints.load(project)
  if (!loaded.ok) {
    outbox.tell('warning', `The last checkpoint cannot be read: ${loaded.error}`)
    return fresh
  }
  const { whole, damaged } = loaded.value
  if (damaged.length > 0) outbox.tell('warning', damageSentence(damaged, whole?.round ?? null))
  if (whole === null) return fresh
  const restored = engine.restore(whole.bytes)
  if (!restored.ok) {
    outbox.tell('warning', `The last checkpoint cannot be used: ${restored.error}`)
    return fresh
  }
  const { reinitialised } = restored.value
  tellReinitialised(outbox, reinitialised)
  return { savedRound: engine.round, reinitialised }
}

function damageSentence(damaged: readonly number[], round: number | null): string {
  const rounds = damaged.map(formatCount).join(' and ')
  const what =
    damaged.length === 1
      ? `The checkpoint of round ${rounds} is damaged`
      : `The checkpoints of rounds ${rounds} are damaged`
  return round === null
    ? `${what}, and there is no older one: training starts over.`
    : `${what}: training goes on from the one before, of round ${formatCount(round)}.`
}

/** Says which weights start afresh. */
export function tellReinitialised(outbox: Outbox, paths: readonly string[]): void {
  if (paths.length === 0) return
  const verb = paths.length === 1 ? 'starts' : 'start'
  outbox.tell('info', `${listed(paths)} ${verb} afresh; all other weights are kept.`)
}

/** The first four paths, and how many more there are. */
export function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 4).join(', ')
  return paths.length > 4 ? `${shown} and ${paths.length - 4} more` : shown
}
