// A field for one number: typed freely, stepped by arrow keys, refused in words, handed on as soon as it is right.
import { useState } from 'react'
import { Field, type ControlProps, type FieldProps } from './Field'
import styles from './fields.module.css'
import { readNumber, stepNumber, type NumberBounds } from './number'

export interface NumberFieldProps extends FieldProps, NumberBounds {
  value: number
  onChange: (value: number) => void
  /** Typing has ended: the next change is a gesture of its own. */
  onDone?: (() => void) | undefined
  suffix?: string | undefined
}

/** A labelled number. Takes `2e-4`; arrow keys step (with Shift ×10); Escape takes back what was not accepted. */
export function NumberField(props: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const { value, suffix } = props
  const read = draft === null ? null : readNumber(draft, props)
  const error = read && !read.ok ? read.error : null
  return (
    <Field {...fieldProps(props)} error={error}>
      {(control) => (
        <>
          <NumberInput {...props} control={control} draft={draft} onDraft={setDraft} value={value} />
          {suffix !== undefined && <span className={styles.suffix}>{suffix}</span>}
        </>
      )}
    </Field>
  )
}

/** ARIA takes no exponents: 1e-8 is written out. React types these as numbers, and writes them as they are given. */
function plainNumber(value: number | undefined): number | undefined {
  if (value === undefined || !String(value).includes('e')) return value
  return value.toFixed(12) as unknown as number
}

function fieldProps({ label, hint, disabled, labelled }: FieldProps): FieldProps {
  return { label, hint, disabled, labelled }
}

function NumberInput(
  props: NumberFieldProps & {
    control: ControlProps
    draft: string | null
    onDraft: (draft: string | null) => void
  },
) {
  const { control, draft, onDraft, value, onChange, onDone, min, max } = props
  return (
    <input
      {...control}
      className={`${styles.input} ${styles.number}`}
      inputMode={props.integer === true ? 'numeric' : 'decimal'}
      role="spinbutton"
      aria-valuenow={plainNumber(value)}
      aria-valuemin={plainNumber(min)}
      aria-valuemax={plainNumber(max)}
      autoComplete="off"
      value={draft ?? String(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const text = event.currentTarget.value
        onDraft(text)
        const read = readNumber(text, props)
        if (read.ok && read.value !== value) onChange(read.value)
      }}
      onBlur={() => {
        onDraft(null)
        onDone?.()
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          onDraft(null)
          const stepped = stepNumber(value, event.key === 'ArrowUp' ? 1 : -1, props, event.shiftKey)
          if (stepped !== value) onChange(stepped)
        } else if (event.key === 'Enter' || (event.key === 'Escape' && draft !== null)) {
          if (event.key === 'Escape') event.stopPropagation()
          onDraft(null)
          onDone?.()
        }
      }}
    />
  )
}
