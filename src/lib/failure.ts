// An expected failure, as a value: what the user is told, and what code can tell it by.
import type { FailureCode } from './codes'

/** In the user's terms. What can be offered against it stands in the table of codes. */
export interface Failure {
  code: FailureCode
  message: string
  remedy?: string
}
