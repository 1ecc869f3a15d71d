// How components change the document: one call, one step of undo, or one step a gesture.
import type { GanvasDocument } from '../document/types'
import { useStores } from '../state/context'

export type Edit = (change: (document: GanvasDocument) => GanvasDocument, gesture?: string) => void

/** Applies a pure edit to the open document. Edits of one gesture, such as typing in one field, are one step of undo. */
export function useEdit(): Edit {
  const stores = useStores()
  return (change, gesture) => {
    const { document, apply } = stores.document.getState()
    apply(change(document), gesture === undefined ? {} : { gesture })
  }
}

/** Ends a gesture: for fields that lose their focus. */
export function useEndGesture(): () => void {
  const stores = useStores()
  return () => stores.document.getState().endGesture()
}
