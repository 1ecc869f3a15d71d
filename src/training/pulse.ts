// Notices a trainer that hangs: it is asked every two seconds whether it is there.
import type { BackendName, Failure } from '../../workers/trainer.api'
import type { TrainerConnection } from './connection'

const interval = 2_000
/** Seconds without an answer. A step on the CPU cannot be interrupted, and a large one takes long. */
const patience: Record<BackendName, number> = { webgpu: 30, webgl: 60, wasm: 120, cpu: 600 }
/** A trainer that has been slow may be slow again. */
const slower = 5

/** Calls `onSilent` once, where the trainer does not answer any more. Returns what ends this. */
export function watchPulse(
  connection: TrainerConnection,
  { backend, onSilent }: { backend: () => BackendName | null; onSilent: (failure: Failure) => void },
): () => void {
  let [waited, longest, last] = [0, 0, performance.now()]
  let waiting = false
  const answered = () => {
    longest = Math.max(longest, waited)
    waiting = false
  }
  const beat = () => {
    const now = performance.now()
    // A machine that slept, or a hidden tab with slow timers, is no trainer that hangs.
    const passed = Math.min(now - last, 2 * interval)
    last = now
    if (!waiting) {
      waiting = true
      waited = 0
      connection.api.hello().then(answered, () => undefined)
      return
    }
    waited += passed
    if (waited < Math.max(patience[backend() ?? 'wasm'] * 1000, slower * longest)) return
    clearInterval(timer)
    const seconds = Math.round(waited / 1000)
    onSilent({ code: 'worker_silent', message: `The trainer did not answer for ${seconds} seconds.` })
  }
  const timer = setInterval(beat, interval)
  return () => clearInterval(timer)
}
