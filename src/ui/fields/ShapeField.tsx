// A field for a short list of whole numbers, such as 28 × 28 × 1.
import { useState } from 'react'
import { fail, succeed, type Result } from '../../lib/result'
import { Field, type FieldProps } from './Field'
import styles from './fields.module.css'

/** Reads `28×28×1`, `28 x 28 x 1` or `28, 28, 1`; an empty text is the empty list. */
export function readShape(
  text: string,
  bounds: { min: number; max: number; length: number },
): Result<number[], string> {
  const parts = text
    .split(/[×x*,;\s]+/i)
    .filter((part) => part !== '')
    .map(Number)
  if (parts.some((part) => !Number.isInteger(part))) return fail('Type whole numbers, such as 28×28×1.')
  if (parts.length > bounds.length) return fail(`At most ${bounds.length} numbers.`)
  if (parts.some((part) => part < bounds.min || part > bounds.max))
    return fail(`Each from ${bounds.min} to ${bounds.max}.`)
  return succeed(parts)
}

/** A labelled list of whole numbers, written with × between them and handed on as soon as it is right. */
export function ShapeField(
  props: FieldProps & {
    value: readonly number[]
    min?: number | undefined
    max?: number | undefined
    length?: number | undefined
    onChange: (value: number[]) => void
    onDone?: (() => void) | undefined
  },
) {
  const { value, min = 1, max = 65_536, length = 4, onChange, onDone, ...field } = props
  const [draft, setDraft] = useState<string | null>(null)
  const bounds = { min, max, length }
  const read = draft === null ? null : readShape(draft, bounds)
  return (
    <Field {...field} error={read && !read.ok ? read.error : null}>
      {(control) => (
        <input
          {...control}
          className={`${styles.input} ${styles.number}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="one number"
          value={draft ?? value.join('×')}
          onChange={(event) => {
            const text = event.currentTarget.value
            setDraft(text)
            const next = readShape(text, bounds)
            if (next.ok && next.value.join() !== value.join()) onChange(next.value)
          }}
          onBlur={() => {
            setDraft(null)
            onDone?.()
          }}
        />
      )}
    </Field>
  )
}
