// A field for a short list of whole numbers, such as 28 × 28 × 1.
import { fail, succeed, type Result } from '../../lib/result'
import { Field, type FieldProps } from './Field'
import styles from './fields.module.css'
import { useTyped } from './useTyped'

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
  const bounds = { min, max, length }
  const typed = useTyped<readonly number[]>({
    value,
    read: (text) => readShape(text, bounds),
    isSame: (a, b) => a.join() === b.join(),
    onChange: (next) => onChange([...next]),
    onDone,
  })
  return (
    <Field {...field} error={typed.error}>
      {(control) => (
        <input
          {...control}
          className={`${styles.input} ${styles.number}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="one number"
          value={typed.draft ?? value.join('×')}
          onChange={(event) => typed.type(event.currentTarget.value)}
          onBlur={typed.leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') typed.accept()
            if (event.key === 'Escape' && typed.draft !== null) {
              event.stopPropagation()
              typed.giveUp()
            }
          }}
        />
      )}
    </Field>
  )
}
