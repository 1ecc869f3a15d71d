// After an edit that lets cards grow (a field more, an input more): those that would lie under them move down.
import { moveNodes } from '../../document/edit'
import type { GanvasDocument, Position } from '../../document/types'
import { placesOf, type Place, type Rect } from './places'

/** Pixels that stay free under a card that grew. */
const gap = 24

/** The edited document with room under every card that grew; the same object where no two cards come to overlap. */
export function makeRoom(before: GanvasDocument, after: GanvasDocument): GanvasDocument {
  return Object.keys(after.layout).reduce((document, graph) => roomIn(before, document, graph), after)
}

function roomIn(before: GanvasDocument, after: GanvasDocument, graph: string): GanvasDocument {
  // Cards of the game show what networks and data have; those of a network depend on the network alone.
  if (graph !== 'game' && before.networks[graph] === after.networks[graph]) return after
  const old = new Map(placesOf(before, graph).map((card) => [card.id, card]))
  const now = placesOf(after, graph)
  const queue = now.filter(({ id, width, height }) => {
    const was = old.get(id)
    return was !== undefined && (height > was.height || width > was.width)
  })
  const positions: Record<string, Position> = {}
  for (let card = queue.shift(); card; card = queue.shift()) {
    for (const other of now) {
      if (other === card || !overlap(card, other) || overlapped(old, card.id, other.id)) continue
      const lower = other.y < card.y ? card : other
      const upper = lower === card ? other : card
      lower.y = upper.y + upper.height + gap
      positions[lower.id] = [lower.x, lower.y]
      queue.push(lower)
    }
  }
  return Object.keys(positions).length === 0 ? after : moveNodes(after, { graph, positions })
}

/** Where the user had put one card over another, they stay. */
function overlapped(old: ReadonlyMap<string, Place>, first: string, second: string): boolean {
  const [a, b] = [old.get(first), old.get(second)]
  return a !== undefined && b !== undefined && overlap(a, b)
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
