// Whether the open document is stored. The one place that knows: the bar, the autosave and the question before leaving ask here.
import { createStore } from 'zustand/vanilla'

/** `since` is the time (ms) of the first change that is not known to be stored. */
export type Storing =
  | { state: 'stored' }
  | { state: 'storing'; since: number }
  /** A write was refused, and none that holds the same changes has succeeded since. */
  | { state: 'not stored'; since: number; why: string }

/** One write: it holds all changes up to `change`, and began at `time`. */
export interface Write {
  readonly change: number
  readonly time: number
}

export interface StoringState {
  storing: Storing
  /** The document was changed. */
  changed: () => void
  /** The document as it is now is being written. */
  begin: () => Write
  /** The write is in storage. */
  succeeded: (write: Write) => void
  /** The write is not in storage, for a reason that is a sentence. */
  refused: (write: Write, why: string) => void
  /** What is open has just come from storage. */
  loaded: () => void
}

/**
 * Makes the store of one project. Changes are counted, so that writes may end in any order: success stands for the changes that
 * a write holds and no later ones, and a refusal lasts until a write that holds as much has succeeded.
 */
export function createStoringStore(now: () => number = Date.now) {
  let newest = 0
  let stored = 0
  let refusedUpTo = 0
  return createStore<StoringState>((set, get) => ({
    storing: { state: 'stored' },
    changed: () => {
      newest++
      if (get().storing.state === 'stored') set({ storing: { state: 'storing', since: now() } })
    },
    begin: () => ({ change: newest, time: now() }),
    succeeded: ({ change, time }) => {
      if (change <= stored) return
      stored = change
      if (refusedUpTo > stored) return
      refusedUpTo = 0
      set({ storing: stored === newest ? { state: 'stored' } : { state: 'storing', since: time } })
    },
    refused: ({ change }, why) => {
      // Another write holds these changes, and is stored.
      if (change <= stored) return
      refusedUpTo = Math.max(refusedUpTo, change)
      const { storing } = get()
      set({
        storing: { state: 'not stored', since: storing.state === 'stored' ? now() : storing.since, why },
      })
    },
    loaded: () => {
      stored = newest
      refusedUpTo = 0
      set({ storing: { state: 'stored' } })
    },
  }))
}

export type StoringStore = ReturnType<typeof createStoringStore>
