// A field for one line of text.
import { useState } from 'react'
import { Field, type FieldProps } from './Field'
import styles from './fields.module.css'

/** A labelled text, handed on while it is typed; with `check` only once Enter or leaving the field accepts it. */
export function TextField(
  props: FieldProps & {
    value: string
    placeholder?: string | undefined
    mono?: boolean
    onChange: (value: string) => void
    onDone?: (() => void) | undefined
    /** Why the text cannot be taken, or null. Makes the field hand over finished texts only. */
    check?: (value: string) => string | null
  },
) {
  const { value, placeholder, mono = false, onChange, onDone, check, ...field } = props
  const [draft, setDraft] = useState<string | null>(null)
  const error = check && draft !== null && draft !== value ? check(draft) : null
  const accept = () => {
    if (check && draft !== null && draft !== value && error === null) onChange(draft)
    setDraft(null)
    onDone?.()
  }
  return (
    <Field {...field} error={error}>
      {(control) => (
        <input
          {...control}
          className={`${styles.input} ${mono ? styles.number : ''}`}
          value={draft ?? value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setDraft(event.currentTarget.value)
            if (!check) onChange(event.currentTarget.value)
          }}
          onBlur={accept}
          onKeyDown={(event) => {
            // What cannot be taken stays, with its reason.
            if (event.key === 'Enter' && error === null) accept()
            if (event.key === 'Escape' && check && draft !== null) {
              event.stopPropagation()
              setDraft(null)
            }
          }}
        />
      )}
    </Field>
  )
}
