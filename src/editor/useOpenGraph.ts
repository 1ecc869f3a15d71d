// Keeps the session true to the document: no open graph and no selection that an edit or undo has taken away.
import { useEffect } from 'react'
import { useDocument, useSession, useStores } from '../state/context'
import { cardsOf } from './cards/cards'

/** Goes back to the game where the open network is gone, and drops nodes that are gone from the selection. */
export function useOpenGraph(): void {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const graph = useSession((state) => state.graph)
  const selection = useSession((state) => state.selection)
  useEffect(() => {
    const session = stores.session.getState()
    if (graph !== 'game' && !Object.hasOwn(document.networks, graph)) {
      session.openGraph('game')
      return
    }
    const known = new Set(cardsOf(document, graph).map(({ id }) => id))
    const left = selection.filter((id) => known.has(id))
    if (left.length < selection.length) session.select(left)
  }, [stores, document, graph, selection])
}
