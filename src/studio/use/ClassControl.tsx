// Chooses a class: a button for each.
import type { Numbers } from '../../lib/numbers'
import type { UsedSource } from '../../compiler/using'
import { className } from '../../lib/captions'
import { classCount, classNumbers, classOf } from './given'
import styles from './Use.module.css'

/** More classes than this are chosen from a list. */
const mostButtons = 24

export function ClassControl(props: {
  source: UsedSource
  title: string
  numbers: Numbers
  onChange: (numbers: Numbers) => void
}) {
  const { source, title, numbers, onChange } = props
  const { type } = source
  const count = classCount(type)
  const chosen = classOf(type, numbers)
  const classes = Array.from({ length: count }, (_, index) => ({ index, name: className(type.words, index) }))
  return (
    <fieldset className={styles.control}>
      <legend>{title}</legend>
      {count > mostButtons ? (
        <select
          aria-label={title}
          value={chosen}
          onChange={(event) => onChange(classNumbers(type, Number(event.currentTarget.value)))}
        >
          {classes.map(({ index, name }) => (
            <option key={index} value={index}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <div className={styles.classes}>
          {classes.map(({ index, name }) => (
            <button
              key={index}
              type="button"
              aria-pressed={index === chosen}
              onClick={() => onChange(classNumbers(type, index))}
            >
              {name}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
}
