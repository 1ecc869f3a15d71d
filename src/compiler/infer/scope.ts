// What is in reach of a reference: every node's outputs with their registers and types.
import { splitReference } from '../../document/references'
import type { Reference } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { own } from '../../lib/own'
import type { Register } from '../program/program'
import type { Output, Scope } from './types'

/** What became of a reference; of a wrong one why, in words, and what may have been meant. */
export type Resolved =
  | { state: 'found'; output: Output }
  | { state: 'unknown' }
  | { state: 'wrong'; code: ReferenceCode; message: string; meant: Reference[] }

type ReferenceCode = 'dangling_reference' | 'unknown_output' | 'ambiguous_reference'

/** Finds what a reference means, or says in words why it means nothing. */
export function resolveReference(scope: Scope, reference: Reference): Resolved {
  const { id, output: name } = splitReference(reference)
  const outputs = scope.get(id)
  if (outputs === undefined)
    return { state: 'wrong', code: 'dangling_reference', message: `there is no ${id}`, meant: [] }
  if (outputs === null) return { state: 'unknown' }
  const [first, second] = outputs
  const meant = outputs.map((output) => (output.name === '' ? id : `${id}.${output.name}`))
  const wrong = (code: ReferenceCode, message: string): Resolved => ({ state: 'wrong', code, message, meant })
  const names = outputs.map((output) => output.name).join(', ')
  if (name !== null) {
    const output = outputs.find((candidate) => candidate.name === name)
    if (output) return { state: 'found', output }
    if (names === '') return wrong('unknown_output', `${id} has no output ${name}`)
    return wrong('unknown_output', `${id} has no output ${name}, only ${names}`)
  }
  if (!first) return wrong('unknown_output', `${id} has no outputs`)
  if (second) return wrong('ambiguous_reference', `${id} has several outputs: say which of ${names}`)
  return { state: 'found', output: first }
}

/**
 * The type behind a reference, in the registers of one graph. `id` alone is understood where the node has one output.
 * Undefined where the reference dangles, is ambiguous, or its type is not known.
 */
export function resolveType(
  types: Readonly<Record<Register, TensorType>>,
  reference: Reference,
): TensorType | undefined {
  const exact = own(types, reference)
  if (exact || reference.includes('.')) return exact
  const registers = Object.keys(types).filter((register) => register.startsWith(`${reference}.`))
  return registers.length === 1 ? types[registers[0] ?? ''] : undefined
}
