// Where the cards of a graph are: as the document says, and laid out where it says nothing.
import { useEffect, useMemo, useState } from 'react'
import { moveNodes } from '../../document/edit'
import type { GanvasDocument, Position } from '../../document/types'
import { useDocument, useStores } from '../../state/context'
import { cardsOf, type Card } from '../cards/cards'
import type { Places } from './flowModel'
import { arrangeInWorker } from '../cards/layoutClient'
import { wiresOf } from '../cards/wires'

/** Positions for every card: by auto-layout, or in columns where layout fails. */
export async function arrangedPlaces(document: GanvasDocument, graph: string): Promise<Places> {
  const cards = cardsOf(document, graph)
  const wires = wiresOf(document, graph)
  try {
    return await arrangeInWorker(cards, wires)
  } catch (error) {
    console.warn('Auto-layout failed; the cards are put in columns.', error)
    return columns(cards, 0)
  }
}

function columns(cards: readonly Card[], top: number): Record<string, Position> {
  return Object.fromEntries(
    cards.map(({ id }, index): [string, Position] => [
      id,
      [(index % 4) * 344, top + Math.floor(index / 4) * 184],
    ]),
  )
}

/** The places of all cards; null while they are first laid out. What is found is kept in the document, but is no step of undo. */
export function usePlaces(graph: string): Places | null {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const [found, setFound] = useState<{ graph: string; places: Places } | null>(null)
  const cards = cardsOf(document, graph)
  const layout = document.layout[graph]
  const missing = useMemo(() => cards.filter(({ id }) => !layout?.[id]), [cards, layout])
  const all = missing.length > 0 && missing.length === cards.length

  useEffect(() => {
    if (!all) return
    let stale = false
    void arrangedPlaces(document, graph).then((places) => {
      const state = stores.document.getState()
      if (stale) return
      if (state.readOnly) setFound({ graph, places })
      else
        stores.document.setState({
          document: moveNodes(state.document, { graph, positions: { ...places } }),
        })
    })
    return () => {
      stale = true
    }
  }, [all, document, graph, stores])

  return useMemo(() => {
    if (missing.length === 0) return layout ?? {}
    if (found?.graph === graph) return { ...found.places, ...layout }
    if (all) return null
    const placed = cards.filter(({ id }) => layout?.[id])
    const bottom = Math.max(...placed.map(({ id, height }) => (layout?.[id]?.[1] ?? 0) + height))
    return { ...columns(missing, bottom + 48), ...layout }
  }, [missing, layout, found, graph, all, cards])
}
