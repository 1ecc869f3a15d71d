// Whether a document learns to enlarge the pictures of a data section.
import { own } from '../lib/own'
import { splitReference } from './references'
import type { GanvasDocument } from './types'

/** True where a view shows enlarged pictures beside those of this section, which they are to become. */
export function isEnlarged({ game }: GanvasDocument, data: string): boolean {
  return Object.values(game.views).some(({ as, target }) => {
    const source = target === undefined ? undefined : own(game.values, splitReference(target).id)
    return as === 'enlarged' && source?.params.data === data
  })
}
