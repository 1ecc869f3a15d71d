// A field for a number that may change while training runs: constant, in steps, or in straight lines.
import { IconChartLine, IconPlus, IconX } from '@tabler/icons-react'
import type { Curve } from '../../document/types'
import type { NumberBounds } from '../../lib/numbers'
import { SelectField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { IconButton } from '../../ui/IconButton'
import { addPoint, changedKind, removePoint, setPoint, type CurveKind } from './curve'
import styles from './Inspector.module.css'

const kinds = [
  { value: 'constant', label: 'Constant' },
  { value: 'step', label: 'Steps' },
  { value: 'linear', label: 'Lines' },
]

interface CurveFieldProps extends NumberBounds {
  label: string
  hint?: string | undefined
  value: Curve
  onChange: (value: Curve) => void
  onDone: () => void
}

/** A constant, or a table of points: share of the planned rounds and value. */
export function CurveField(props: CurveFieldProps) {
  const { label, hint, value, onChange, onDone, ...bounds } = props
  const changeKind = (next: CurveKind) => {
    onChange(changedKind(value, next))
    onDone()
  }
  if (typeof value === 'number') {
    return (
      <div className={styles.row}>
        <NumberField
          {...bounds}
          label={label}
          hint={hint}
          value={value}
          onChange={onChange}
          onDone={onDone}
        />
        <IconButton label={`Let ${label} change over time`} size={24} onClick={() => changeKind('linear')}>
          <IconChartLine size={14} />
        </IconButton>
      </div>
    )
  }
  return (
    <div className={styles.stack}>
      <SelectField
        label={label}
        hint={hint}
        value={value.kind}
        choices={kinds}
        onChange={(next) => changeKind(next as CurveKind)}
      />
      <Points {...props} value={value} />
    </div>
  )
}

function Points(props: CurveFieldProps & { value: Exclude<Curve, number> }) {
  const { label, value, onChange, onDone, hint: _hint, ...bounds } = props
  const change = (next: Curve) => {
    onChange(next)
    onDone()
  }
  return (
    <div className={styles.card} role="group" aria-label={`${label} over time`}>
      <Sketch curve={value} />
      {value.points.map(([at, amount], index) => (
        <div key={index} className={styles.point}>
          <NumberField
            label={`${label} point ${index + 1} at`}
            labelled="hidden"
            suffix="%"
            min={0}
            max={100}
            value={Number((at * 100).toPrecision(6))}
            onChange={(percent) => onChange(setPoint(value, index, { at: percent / 100 }))}
            onDone={onDone}
          />
          <NumberField
            {...bounds}
            label={`${label} point ${index + 1} value`}
            labelled="hidden"
            value={amount}
            onChange={(next) => onChange(setPoint(value, index, { amount: next }))}
            onDone={onDone}
          />
          <IconButton
            label={`Remove point ${index + 1}`}
            size={24}
            disabled={value.points.length < 2}
            onClick={() => change(removePoint(value, index))}
          >
            <IconX size={14} />
          </IconButton>
        </div>
      ))}
      <IconButton
        label="Add a point"
        size={24}
        disabled={value.points.length >= 64}
        onClick={() => change(addPoint(value))}
      >
        <IconPlus size={14} />
      </IconButton>
    </div>
  )
}

/** The curve over the planned rounds, small. */
function Sketch({ curve }: { curve: Exclude<Curve, number> }) {
  const values = curve.points.map(([, amount]) => amount)
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 1e-9)]
  const y = (amount: number) => 38 - ((amount - low) / (high - low || 1)) * 32
  const points = [...curve.points].sort(([a], [b]) => a - b)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  let path = `M0 ${y(first[1])}`
  for (const [at, amount] of points)
    path += curve.kind === 'step' ? `H${at * 240}V${y(amount)}` : `L${at * 240} ${y(amount)}`
  return (
    <svg className={styles.curve} viewBox="0 0 240 44" preserveAspectRatio="none" aria-hidden>
      <path
        d={`${path}H240`}
        fill="none"
        stroke="var(--accent)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
