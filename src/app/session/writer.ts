// Writes what changed: the first change at once, a burst of changes at most every 100 ms.

/** Longest time that an edit waits: a page may die at any moment, and an unload handler comes too late. */
const burstMilliseconds = 100

export interface Writer {
  /** Something changed. */
  changed: () => void
  /** Writes what is still to be written, and waits until it is. */
  flush: () => Promise<void>
}

/** Makes a writer. `write` writes the state of the moment; it is never called while an earlier call runs. */
export function createWriter(write: () => Promise<void>, wait = burstMilliseconds): Writer {
  let dirty = false
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = -Infinity

  const run = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running ??= (async () => {
      while (dirty) {
        dirty = false
        last = Date.now()
        await write()
      }
    })().finally(() => (running = null))
    return running
  }

  return {
    changed: () => {
      dirty = true
      const due = last + wait - Date.now()
      if (running || timer !== undefined) return
      if (due <= 0) void run()
      else timer = setTimeout(() => void run(), due)
    },
    flush: run,
  }
}
