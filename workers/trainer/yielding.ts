// Lets waiting messages in between two steps, without timers: those are slowed down in hidden tabs.

/** Resolves after the messages that wait now have been handled. */
export interface Yielding {
  (): Promise<void>
}

/** Yields over a message channel of its own. */
export function createYielding(): Yielding {
  const { port1, port2 } = new MessageChannel()
  let waiting: (() => void)[] = []
  port1.onmessage = () => {
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve()
  }
  // In Node an open port would keep the process alive.
  if ('unref' in port1) (port1 as unknown as { unref(): void }).unref()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}
