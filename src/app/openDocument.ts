// The document that is on screen, for whoever must save it when the rest of the page has failed.
import type { GanvasDocument } from '../document/types'

interface OpenDocument {
  document: GanvasDocument
  /** Whether the browser's storage has it as it is. */
  stored: boolean
}

let read: (() => OpenDocument) | null = null

/** Says where the open document is; null when none is open. */
export function setOpenDocument(reader: (() => OpenDocument) | null): void {
  read = reader
}

/** The open document, or null. */
export function openDocument(): OpenDocument | null {
  return read?.() ?? null
}
