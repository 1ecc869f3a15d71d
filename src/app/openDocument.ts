// The document that is on screen, for whoever must save it when the rest of the page has failed.
import type { GanvasDocument } from '../document/types'

let read: (() => GanvasDocument) | null = null

/** Says where the open document is; null when none is open. */
export function setOpenDocument(reader: (() => GanvasDocument) | null): void {
  read = reader
}

/** The open document, or null. */
export function openDocument(): GanvasDocument | null {
  return read?.() ?? null
}
