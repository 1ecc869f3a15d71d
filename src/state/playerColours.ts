// Which colour each player has: it follows the player to tabs, cards, wires and curves.
import { splitReference } from '../document/references'
import type { GanvasDocument, Player } from '../document/types'

/** CSS variables of one player's colour: `line` for edges and curves, `text` for words, `soft` for backgrounds. */
export interface PlayerColour {
  index: number
  line: string
  text: string
  soft: string
}

const count = 6
const cache = new WeakMap<GanvasDocument, Record<string, PlayerColour>>()

/** The colour with this index; indices wrap around. */
function colour(index: number): PlayerColour {
  const wrapped = index % count
  return {
    index: wrapped,
    line: `var(--player-${wrapped})`,
    text: `var(--player-${wrapped}-text)`,
    soft: `var(--player-${wrapped}-soft)`,
  }
}

/** Networks that a player trains, whole or in part. */
export function networksOf(player: Player): string[] {
  return [...new Set(player.trains.map((path) => path.split('/')[0] ?? path))]
}

/**
 * A maker trains a network whose calls feed calls of networks that it does not train; everyone else judges. Makers take the
 * even colours (teal first), judges the odd ones (amber first), in the order of their ids, which no edit changes.
 */
export function playerColours(document: GanvasDocument): Record<string, PlayerColour> {
  const known = cache.get(document)
  if (known) return known
  const colours: Record<string, PlayerColour> = {}
  let makers = 0
  let judges = 0
  for (const id of Object.keys(document.game.players).sort()) {
    const player = document.game.players[id]
    if (!player) continue
    colours[id] = colour(isMaker(document, player) ? 2 * makers++ : 2 * judges++ + 1)
  }
  cache.set(document, colours)
  return colours
}

function isMaker(document: GanvasDocument, player: Player): boolean {
  const owned = new Set(networksOf(player))
  const { values } = document.game
  const reached = new Set(Object.keys(values).filter((id) => owned.has(values[id]?.network ?? '')))
  for (const id of reached) {
    for (const [other, value] of Object.entries(values)) {
      if (!Object.values(value.in).some((reference) => splitReference(reference).id === id)) continue
      if (value.network !== undefined && !owned.has(value.network)) return true
      reached.add(other)
    }
  }
  return false
}

/** The player that trains a network, or the first of several; undefined for frozen and untrained ones. */
export function trainerOf(document: GanvasDocument, network: string): string | undefined {
  return Object.keys(document.game.players)
    .sort()
    .find((id) => {
      const player = document.game.players[id]
      return player !== undefined && networksOf(player).includes(network)
    })
}
