// How a whole graph is brought into view.
import type { FitViewOptions } from 'reactflow'
import type { GanvasDocument } from '../../document/types'
import { cardsOf } from '../cards/cards'
import type { Places } from './flowModel'
import { labelRoom } from '../cards/labels'
import { wiresOf } from '../cards/wires'

/** Options that show all cards, with room at the right where labels and folded wires reach over them. */
export function fitOptions(document: GanvasDocument, graph: string, places: Places): FitViewOptions {
  const rights = new Map(
    cardsOf(document, graph).map(({ id, width }) => [id, (places[id]?.[0] ?? 0) + width]),
  )
  const edge = Math.max(0, ...rights.values())
  const ends = wiresOf(document, graph).map(({ from, label }) => (rights.get(from) ?? 0) + labelRoom(label))
  const right = Math.round(32 + (Math.max(edge, ...ends) - edge) * 0.75)
  return {
    padding: { top: '28px', bottom: '36px', left: '32px', right: `${right}px` },
    maxZoom: 1,
    minZoom: 0.1,
  }
}
