// An expected failure, as a value: what the user is told, and what code can tell it by.

/** In the user's terms. */
export interface Failure {
  code: string
  message: string
  remedy?: string
}
