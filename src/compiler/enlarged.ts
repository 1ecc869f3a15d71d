// Whether a document learns to enlarge the pictures of a data section.
import { splitReference, viewReferences } from '../document/references'
import type { GanvasDocument } from '../document/types'
import { viewKindOf } from '../kinds/views/registry'
import { own } from '../lib/own'

/** True where a view shows enlarged pictures beside those of this section, which they are to become. */
export function isEnlarged({ game }: GanvasDocument, data: string): boolean {
  return Object.values(game.views).some((view) => {
    const { target } = viewReferences(view)
    const source = target === undefined ? undefined : own(game.values, splitReference(target).id)
    return viewKindOf(view.as)?.aim === 'enlargement' && source?.params.data === data
  })
}
