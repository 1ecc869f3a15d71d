// Runs auto-layout in a worker of its own, which is started when it is first wanted.
import ElkApi, { type ELK } from 'elkjs/lib/elk-api.js'
import type { Position } from '../../document/types'
import { arrange } from './arrange'
import type { ArrangeCard, ArrangeWire } from './arrangeTypes'

let elk: ELK | null = null

/** Positions of all cards; see `arrange`. */
export async function arrangeInWorker(
  cards: readonly ArrangeCard[],
  wires: readonly ArrangeWire[],
): Promise<Record<string, Position>> {
  elk ??= new ElkApi({
    workerFactory: () => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' }),
  })
  return arrange(elk, cards, wires)
}
