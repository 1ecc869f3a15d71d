// Lets an edit through only where the result still has the structure of a document: half-typed numbers change nothing.
import { produce } from 'immer'
import { documentSchema } from './schema'
import type { Game, GanvasDocument } from './types'

/** Edits the game; the document itself comes back where the edited game would not parse. */
export function acceptGame(document: GanvasDocument, edit: (game: Game) => void): GanvasDocument {
  const next = produce(document, (draft) => {
    edit(draft.game)
  })
  return next === document || documentSchema.shape.game.safeParse(next.game).success ? next : document
}

/** Edits anything; the document itself comes back where the result would not parse. */
export function acceptDocument(
  document: GanvasDocument,
  edit: (draft: GanvasDocument) => void,
): GanvasDocument {
  const next = produce(document, (draft) => {
    edit(draft)
  })
  return next === document || documentSchema.safeParse(next).success ? next : document
}
