// Problems of a document, and the edits that would mend them: the one way to make either.
import { problemCodes, type FormsOf, type ProblemCode } from '../lib/codes'
import { pointer } from './pointer'
import type { Json, Problem, Repair } from './types'

/** What is said of a problem besides its code. */
export interface Told<Code extends ProblemCode> {
  /** JSON pointer into the document. */
  where: string
  message: string
  remedy?: string | undefined
  /** In the forms that the table of codes allows. */
  repairs?: readonly Extract<Repair, { kind: FormsOf<Code> }>[] | undefined
}

/** A problem; how bad it is follows from its code. */
export function problem<Code extends ProblemCode>(code: Code, told: Told<Code>): Problem {
  const { where, message, remedy, repairs = [] } = told
  const { severity } = problemCodes[code]
  return {
    severity,
    code,
    where,
    message,
    ...(remedy !== undefined && { remedy }),
    ...(repairs.length > 0 && { repairs }),
  }
}

/** Takes away what stands at a place. */
export function deletion(...path: readonly PropertyKey[]) {
  return { kind: 'delete', pointer: pointer(...path) } as const
}

/** Sets what stands at a place. */
export function setting(path: readonly PropertyKey[], value: Json) {
  return { kind: 'set', pointers: [pointer(...path)], value } as const
}
