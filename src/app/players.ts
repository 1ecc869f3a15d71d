// The players of the open document as curves, pictures and menus name and colour them.
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useDocument } from '../state/context'
import { playerColours } from '../state/playerColours'
import type { StudioPlayer } from '../studio/players'

/** The same array as long as the players' ids, titles and colours are the same: edits make a new document each. */
export function usePlayers(): StudioPlayer[] {
  const colours = useDocument(
    useShallow(({ document }) =>
      Object.fromEntries(Object.entries(playerColours(document)).map(([id, { index }]) => [id, index])),
    ),
  )
  const titles = useDocument(
    useShallow(({ document }) =>
      Object.fromEntries(Object.entries(document.game.players).map(([id, { title }]) => [id, title ?? id])),
    ),
  )
  return useMemo(
    () => Object.entries(colours).map(([id, colour]) => ({ id, title: titles[id] ?? id, colour })),
    [colours, titles],
  )
}
