// A field for one number: typed freely, stepped by arrow keys, refused in words, handed on as soon as it is right.
import type { NumberBounds } from '../../lib/numbers'
import { Field, type ControlProps, type FieldProps } from './Field'
import styles from './fields.module.css'
import { readNumber, stepNumber } from './number'
import { useTyped, type Typed } from './useTyped'

export interface NumberFieldProps extends FieldProps, NumberBounds {
  value: number
  onChange: (value: number) => void
  /** Typing has ended: the next change is a gesture of its own. */
  onDone?: (() => void) | undefined
  suffix?: string | undefined
}

/** A labelled number. Takes `2e-4`; arrow keys step (with Shift ×10); Escape takes back what was typed. */
export function NumberField(props: NumberFieldProps) {
  const { value, suffix, onChange, onDone } = props
  const read = (text: string) => readNumber(text, props)
  const typed = useTyped({ value, read, isSame: Object.is, onChange, onDone })
  return (
    <Field {...fieldProps(props)} error={typed.error}>
      {(control) => (
        <>
          <NumberInput {...props} control={control} typed={typed} />
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

function NumberInput(props: NumberFieldProps & { control: ControlProps; typed: Typed<number> }) {
  const { control, typed, value, min, max } = props
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
      value={typed.draft ?? String(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          typed.take(stepNumber(value, event.key === 'ArrowUp' ? 1 : -1, props, event.shiftKey))
        } else if (event.key === 'Enter') typed.accept()
        else if (event.key === 'Escape' && typed.draft !== null) {
          event.stopPropagation()
          typed.giveUp()
        }
      }}
    />
  )
}
