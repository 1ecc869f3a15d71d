// Reads references: `id`, or `id.output` where the source has several outputs.
import type { Reference } from './types'

/** The two halves of a reference; `output` is null where the reference names none. */
export function splitReference(reference: Reference): { id: string; output: string | null } {
  const dot = reference.indexOf('.')
  if (dot < 0) return { id: reference, output: null }
  return { id: reference.slice(0, dot), output: reference.slice(dot + 1) }
}

/** The same reference with the source's id replaced. */
export function withReferenceId(reference: Reference, id: string): Reference {
  const { output } = splitReference(reference)
  return output === null ? id : `${id}.${output}`
}
