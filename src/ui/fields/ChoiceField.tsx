// Fields for one of several, and for yes or no.
import { Field, type FieldProps } from './Field'
import styles from './fields.module.css'

export interface Choice {
  value: string
  label: string
}

/** A labelled choice of one. A value that is not among the choices is shown as it stands, marked as missing. */
export function SelectField(
  props: FieldProps & { value: string; choices: readonly Choice[]; onChange: (value: string) => void },
) {
  const { value, choices, onChange, ...field } = props
  const known = choices.some((choice) => choice.value === value)
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={styles.input}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {!known && <option value={value}>{value === '' ? 'Choose…' : `${value} (missing)`}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A labelled switch. */
export function SwitchField(props: FieldProps & { value: boolean; onChange: (value: boolean) => void }) {
  const { value, onChange, ...field } = props
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="checkbox"
          role="switch"
          className={styles.switch}
          checked={value}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </Field>
  )
}
