// The players of the open document as curves, pictures and menus name and colour them.
import { useMemo } from 'react'
import { useDocument } from '../state/context'
import type { StudioPlayer } from '../studio/players'

/** The same array as long as the players' ids and titles are the same. */
export function usePlayers(): StudioPlayer[] {
  const players = useDocument((state) => state.document.game.players)
  return useMemo(
    () =>
      Object.entries(players).map(([id, player], index) => ({
        id,
        title: player.title ?? id,
        colour: index,
      })),
    [players],
  )
}
