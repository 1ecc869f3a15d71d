// One row of a form: label, control, and under them what is wrong.
import { Tooltip } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import styles from './fields.module.css'

/** What every field takes. */
export interface FieldProps {
  label: string
  /** One sentence: a tooltip on the label, and the control's description for screen readers. */
  hint?: string | undefined
  disabled?: boolean | undefined
  /** Label above the control instead of beside it; `hidden` leaves it to screen readers. */
  labelled?: 'beside' | 'above' | 'hidden' | undefined
}

/** What the control inside a field must carry. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
  disabled: boolean | undefined
}

/** Lays out a label and the control that `children` draws. */
export function Field(
  props: FieldProps & { error?: string | null; children: (control: ControlProps) => ReactNode },
) {
  const { label, hint, disabled, labelled = 'beside', error = null, children } = props
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean)
  const text = (
    <label
      htmlFor={id}
      className={
        labelled === 'hidden' ? 'unseen' : `${styles.label} ${hint !== undefined ? styles.hinted : ''}`
      }
    >
      {label}
    </label>
  )
  return (
    <div className={labelled === 'beside' ? styles.row : styles.stacked}>
      {hint !== undefined && labelled !== 'hidden' ? (
        <Tooltip label={hint} multiline maw={260} position="left">
          {text}
        </Tooltip>
      ) : (
        text
      )}
      <div className={styles.control}>
        {children({
          id,
          'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
          'aria-invalid': error !== null || undefined,
          disabled,
        })}
      </div>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="unseen">
          {hint}
        </span>
      )}
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
