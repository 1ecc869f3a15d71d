// The ways to look at values, in the order in which the inspector offers them.
import { inOrder } from '../../lib/order'
import { own } from '../../lib/own'
import * as entries from '../views'
import type { ViewKind } from './types'

export const views: Record<string, ViewKind> = inOrder(entries)

/** The kind of view of that id, or nothing: documents may name kinds that this version does not have. */
export function viewKindOf(id: string): ViewKind | undefined {
  return own(views, id)
}

/** The references or registers that are read with a view's value, by field in the kind's order. */
export function besideOf(kind: ViewKind, view: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(kind.fields).flatMap(([field, { pass }]) => {
      const place = view[field]
      return pass === undefined && typeof place === 'string' ? [[field, place]] : []
    }),
  )
}
