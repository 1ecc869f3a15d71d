// The text of a document's file.
import type { GanvasDocument } from './types'

/**
 * A document as JSON that reads well. Keys stand in the document's own order, in which tabs, palette and ports show what they
 * name: read again, it is the same document in every way that can be seen.
 */
export function documentText(document: GanvasDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`
}
