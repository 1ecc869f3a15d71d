// One writer per project: a Web Lock that a second tab can ask for, and take.

/** How long a lock may take to pass from a page that is being unloaded. */
const handOverMilliseconds = 400
/** How long another tab may take to write its checkpoint before its lock is stolen. */
const politeMilliseconds = 6_000

export interface LockOptions {
  project: string
  /** Another tab asks for the project: put everything in storage, then return. */
  onAsked: () => Promise<void>
  /** Another tab has the project now. */
  onLost: () => void
}

export interface ProjectLock {
  /** Whether this tab is the project's writer. */
  readonly held: boolean
  /** Makes this tab the writer: asks the other tab to finish, and steals the lock if it does not. */
  take: () => Promise<void>
  /** Gives the lock back. */
  release: () => void
}

/** Takes the project's lock if it is free. Without Web Locks (an insecure address) every tab is a writer. */
export async function requestProjectLock(options: LockOptions): Promise<ProjectLock> {
  const locks = (navigator as Partial<Navigator>).locks
  const name = `ganvas-project-${options.project}`
  if (!locks) return { held: true, take: () => Promise.resolve(), release: () => undefined }
  let letGo: (() => void) | null = null
  const wish = new BroadcastChannel(name)
  const lost = () => {
    letGo = null
    options.onLost()
  }
  const yieldLock = () => {
    letGo?.()
    lost()
  }
  const hold = async (how: { steal: true } | { signal: AbortSignal }) => {
    letGo = await holdLock({ locks, name, how, onLost: lost })
  }
  wish.onmessage = () => {
    if (letGo) void options.onAsked().finally(yieldLock)
  }
  await hold({ signal: AbortSignal.timeout(handOverMilliseconds) })
  return {
    get held() {
      return letGo !== null
    },
    take: async () => {
      wish.postMessage('asked')
      await hold({ signal: AbortSignal.timeout(politeMilliseconds) })
      if (!letGo) await hold({ steal: true })
    },
    release: () => {
      wish.close()
      letGo?.()
      letGo = null
    },
  }
}

/** Resolves with the function that gives the lock back, or with null where it was not granted in time. */
function holdLock(options: {
  locks: LockManager
  name: string
  how: { steal: true } | { signal: AbortSignal }
  onLost: () => void
}): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let granted = false
    const held = () => {
      granted = true
      return new Promise<void>((letGo) => resolve(letGo))
    }
    // The request settles when the lock is given back; it rejects when it was not granted in time, or was stolen.
    options.locks.request(options.name, options.how, held).catch(() => {
      if (granted) options.onLost()
      resolve(null)
    })
  })
}
