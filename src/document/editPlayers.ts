// Edits of players and of the schedule in which they move.
import { produce } from 'immer'
import { own } from '../lib/own'
import { acceptGame } from './accept'
import { place } from './editNodes'
import { freeId } from './ids'
import type { Game, GanvasDocument, Player, Position } from './types'

/**
 * Adds a player that trains and minimises nothing yet, and lets it move last in every phase. It starts with the optimizer of the
 * first player, or with `optimizer` where it is the first itself.
 */
export function addPlayer(
  document: GanvasDocument,
  args: { optimizer: Player['optimizer']; id?: string; position?: Position },
): { document: GanvasDocument; id: string } {
  const id = freeId(args.id ?? 'player', (other) => Object.hasOwn(document.game.players, other))
  const [first] = Object.values(document.game.players)
  const optimizer = first?.optimizer ?? args.optimizer
  const next = produce(document, (draft) => {
    draft.game.players[id] = { trains: [], minimizes: {}, optimizer, average: 0 }
    for (const { steps } of draft.game.schedule) if (steps.length < 64) steps.push({ step: [id], times: 1 })
    place(draft, 'game', `player:${id}`, args.position)
  })
  return { document: next, id }
}

/** Changes some of what a player is; options that are 0 are off and left out. A patch that the format does not allow changes nothing. */
export function setPlayer(
  document: GanvasDocument,
  args: { player: string; patch: Partial<Player> },
): GanvasDocument {
  return acceptGame(document, (game) => {
    const player = own(game.players, args.player)
    if (player) Object.assign(player, args.patch)
    for (const option of ['clipGradients', 'clipWeights', 'weightDecay'] as const)
      if (player && !player[option]) delete player[option]
    if (player && (player.title === undefined || player.title === '')) delete player.title
  })
}

/** Replaces the schedule. One that the format does not allow changes nothing. */
export function setSchedule(document: GanvasDocument, args: { schedule: Game['schedule'] }): GanvasDocument {
  return acceptGame(document, (game) => {
    game.schedule = args.schedule
  })
}
