// The players of the open document as curves, pictures and menus name and colour them.
import { useMemo } from 'react'
import { useDocument } from '../state/context'
import { playerColours } from '../state/playerColours'
import type { StudioPlayer } from '../studio/players'

/** The same array as long as the players' ids, titles and colours are the same. */
export function usePlayers(): StudioPlayer[] {
  const facts = useDocument(({ document }) =>
    JSON.stringify(
      Object.entries(playerColours(document)).map(([id, { index }]): StudioPlayer => ({
        id,
        title: document.game.players[id]?.title ?? id,
        colour: index,
      })),
    ),
  )
  // Edits make a new document each: the text tells whether the players are still the same.
  return useMemo(() => JSON.parse(facts) as StudioPlayer[], [facts])
}
