// What made training stop, as the page is told.
import type { Divergence } from '../../src/engine/types'
import type { Trouble } from '../trainer.api'

const memory =
  /out of memory|allocation failed|cannot (grow|enlarge) memory|invalid (typed )?array (buffer )?length/i

/** What an error in a step means. One that nothing is known of is a bug. */
export function troubleOf(error: unknown): Trouble {
  const text = error instanceof Error ? error.message : String(error)
  if (memory.test(text)) return { code: 'out_of_memory', what: 'The memory ran out' }
  // Its memory may be damaged: nothing that it computes from now on counts.
  if (error instanceof WebAssembly.RuntimeError)
    return { code: 'device_error', what: `WebAssembly failed (${short(text)})` }
  return { code: 'stopped', what: `Training stopped (${short(text)})` }
}

/** What a GPU said of an error that no call was answered with. */
export function troubleOfDevice(error: { message: string; constructor: { name: string } }): Trouble {
  if (error.constructor.name === 'GPUOutOfMemoryError' || memory.test(error.message))
    return { code: 'out_of_memory', what: 'The GPU ran out of memory' }
  return { code: 'device_error', what: `The GPU refused its work (${short(error.message)})` }
}

export const deviceLost: Trouble = { code: 'device_lost', what: 'The GPU was lost' }

/** Who diverged, and where it began. */
export function troubleOfDivergence(divergence: Divergence): Trouble {
  return { code: 'diverged', what: `Training diverged in round ${divergence.round + 1}`, divergence }
}

function short(text: string): string {
  const line = text.split('\n')[0]?.replace(/\.$/, '') ?? ''
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}
