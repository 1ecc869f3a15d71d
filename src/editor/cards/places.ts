// Where the cards of a graph lie.
import type { GanvasDocument } from '../../document/types'
import { cardsOf } from './cards'

export interface Point {
  x: number
  y: number
}

export interface Rect extends Point {
  width: number
  height: number
}

export interface Place extends Rect {
  id: string
}

/** The places of those cards of a graph that have one. */
export function placesOf(document: GanvasDocument, graph: string): Place[] {
  const layout = document.layout[graph] ?? {}
  return cardsOf(document, graph).flatMap(({ id, width, height }): Place[] => {
    const at = layout[id]
    return at ? [{ id, x: at[0], y: at[1], width, height }] : []
  })
}
