// Players as the studio draws them, and which player stands behind a value.
import { splitReference } from '../document/references'
import type { GanvasDocument } from '../document/types'
import { trainerOf } from '../state/playerColours'

export interface StudioPlayer {
  id: string
  title: string
  /** The number of its colour token: `--player-0`. */
  colour: number
}

/** The player that trains the network behind a value: of a call, the network that is called. */
export function playerOf(document: GanvasDocument, reference: string | undefined): string | null {
  if (reference === undefined) return null
  const network = document.game.values[splitReference(reference).id]?.network
  return network === undefined ? null : (trainerOf(document, network) ?? null)
}

const dashes: number[][] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [1, 2]]

/** The line pattern of the player at `index`: it tells lines apart where colours do not. */
export function dashOf(index: number): number[] {
  return dashes[index % dashes.length] ?? []
}
