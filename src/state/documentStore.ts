// The open document and its history. Undo is a list of documents: one gesture, one step.
import { createStore } from 'zustand/vanilla'
import type { GanvasDocument } from '../document/types'
import { composeRenames, invertRenames, type Renames } from '../lib/renames'

const historyLimit = 200

export interface DocumentState {
  document: GanvasDocument
  past: readonly GanvasDocument[]
  future: readonly GanvasDocument[]
  /** True in a second tab: edits are refused until the user takes over. */
  readOnly: boolean
  /** The gesture that made the newest document; edits of the same gesture become one step. */
  gesture: string | null
  /** Weight-path prefixes renamed by id changes since the trainer last took the program: old → new. */
  renamed: Readonly<Record<string, string>>
  /** Replaces everything, history included. */
  open: (document: GanvasDocument) => void
  /**
   * Puts an edited document in place. Edits that share a `gesture` (a drag, typing in one field) are one step of undo.
   * A no-op where the document is the same object or the store is read-only.
   */
  apply: (next: GanvasDocument, options?: { gesture?: string; renamed?: Record<string, string> }) => void
  /** Ends the running gesture: the next edit is a step of its own. */
  endGesture: () => void
  undo: () => void
  redo: () => void
  setReadOnly: (readOnly: boolean) => void
  /** Hands over the renames and forgets them. */
  takeRenamed: () => Record<string, string>
}

/** What follows from an edit, such as room for a card that grew: part of the same step of undo. */
export type Settle = (before: GanvasDocument, after: GanvasDocument) => GanvasDocument

/** Makes the store that holds one open document. */
export function createDocumentStore(document: GanvasDocument, settle: Settle = (_, after) => after) {
  /** What was renamed on the way to a document from the one before it in the history: undo renames back. */
  const steps = new WeakMap<GanvasDocument, Renames>()
  const stepTo = (reached: GanvasDocument): Renames => steps.get(reached) ?? {}
  return createStore<DocumentState>((set, get) => ({
    document,
    past: [],
    future: [],
    readOnly: false,
    gesture: null,
    renamed: {},
    open: (next) => set({ document: next, past: [], future: [], gesture: null, renamed: {} }),
    apply: (edited, options = {}) => {
      const state = get()
      if (state.readOnly || edited === state.document) return
      const next = settle(state.document, edited)
      const gesture = options.gesture ?? null
      const merges = gesture !== null && gesture === state.gesture && state.past.length > 0
      const step = options.renamed ?? {}
      steps.set(next, merges ? composeRenames(stepTo(state.document), step) : step)
      set({
        document: next,
        past: merges ? state.past : [...state.past, state.document].slice(-historyLimit),
        future: [],
        gesture,
        renamed: composeRenames(state.renamed, step),
      })
    },
    endGesture: () => set({ gesture: null }),
    undo: () => {
      const { past, future, document: current, readOnly, renamed: before } = get()
      const previous = past.at(-1)
      if (readOnly || previous === undefined) return
      const renamed = composeRenames(before, invertRenames(stepTo(current)))
      set({
        document: previous,
        past: past.slice(0, -1),
        future: [current, ...future],
        gesture: null,
        renamed,
      })
    },
    redo: () => {
      const { past, future, document: current, readOnly, renamed: before } = get()
      const [next, ...rest] = future
      if (readOnly || next === undefined) return
      const renamed = composeRenames(before, stepTo(next))
      set({ document: next, past: [...past, current], future: rest, gesture: null, renamed })
    },
    setReadOnly: (readOnly) => set({ readOnly }),
    takeRenamed: () => {
      const { renamed } = get()
      set({ renamed: {} })
      return { ...renamed }
    },
  }))
}

export type DocumentStore = ReturnType<typeof createDocumentStore>
