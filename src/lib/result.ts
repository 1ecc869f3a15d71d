// A value or the reason why there is none: expected failures are returned, throws are bugs.

export type Result<Value, Failure = string> = { ok: true; value: Value } | { ok: false; error: Failure }

export function succeed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function fail<Failure>(error: Failure): { ok: false; error: Failure } {
  return { ok: false, error }
}
