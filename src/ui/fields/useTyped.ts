// Text that is typed towards a value: handed on while it can be read; while it cannot, the value from before stands.
import { useRef, useState } from 'react'
import type { Result } from '../../lib/result'

export interface Typed<Value> {
  /** What the field shows in place of the value, or null. */
  draft: string | null
  /** Why the draft cannot be read, or null. */
  error: string | null
  /** The field shows this now. */
  type: (text: string) => void
  /** Enter: the value is taken; a draft that cannot be read stays, with its reason. */
  accept: () => void
  /** Escape: back to the value from before. */
  giveUp: () => void
  /** The field is left: what cannot be read is dropped. */
  leave: () => void
  /** Another way to a value, such as arrow keys: it is taken at once. */
  take: (value: Value) => void
}

/** `read` reads a text or says in words what is wanted; `onDone` hears that the next change is a gesture of its own. */
export function useTyped<Value>(field: {
  value: Value
  read: (text: string) => Result<Value, string>
  isSame: (a: Value, b: Value) => boolean
  onChange: (value: Value) => void
  onDone?: (() => void) | undefined
}): Typed<Value> {
  const { value, read, isSame, onChange, onDone } = field
  const [draft, setDraft] = useState<string | null>(null)
  /** What the value was when typing began. */
  const before = useRef(value)
  const reading = draft === null ? null : read(draft)
  const error = reading && !reading.ok ? reading.error : null
  const change = (next: Value) => {
    if (!isSame(next, value)) onChange(next)
  }
  const finish = () => {
    setDraft(null)
    onDone?.()
  }
  return {
    draft,
    error,
    type: (text) => {
      if (draft === null) before.current = value
      setDraft(text)
      const next = read(text)
      change(next.ok ? next.value : before.current)
    },
    accept: () => {
      if (error === null) finish()
    },
    giveUp: () => {
      if (draft !== null) change(before.current)
      finish()
    },
    leave: finish,
    take: (next) => {
      setDraft(null)
      change(next)
    },
  }
}
