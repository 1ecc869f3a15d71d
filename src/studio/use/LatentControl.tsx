// Moves one coordinate of a vector of noise while the rest stays; short vectors show all of their sliders.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { UsedSource } from '../../compiler/using'
import type { Numbers } from '../../lib/numbers'
import { NumberField } from '../../ui/fields/NumberField'
import { withCoordinate } from './given'
import styles from './Use.module.css'

const mostSliders = 4

interface LatentProps {
  source: UsedSource
  title: string
  numbers: Numbers
  onChange: (numbers: Numbers) => void
  /** Shows a strip in which this coordinate runs over its range. */
  onSweep: (at: number) => void
}

export function LatentControl(props: LatentProps) {
  const { source, title, numbers, onSweep } = props
  const [chosen, setChosen] = useState(0)
  const count = numbers.values.length
  const at = Math.min(chosen, count - 1)
  const sliders = count <= mostSliders ? Array.from({ length: count }, (_, k) => k) : [at]
  return (
    <fieldset className={styles.control}>
      <legend>{title}</legend>
      {count > mostSliders && (
        <>
          <Bars {...props} at={at} onChoose={setChosen} />
          <NumberField
            label="Coordinate"
            integer
            min={1}
            max={count}
            value={at + 1}
            suffix={`of ${count}`}
            onChange={(value) => setChosen(value - 1)}
          />
        </>
      )}
      {sliders.map((k) => (
        <Slider key={k} {...props} at={k} />
      ))}
      <Button size="compact-xs" variant="default" onClick={() => onSweep(at)}>
        Sweep {source.type.shape[0] === 1 ? 'it' : `coordinate ${at + 1}`}
      </Button>
    </fieldset>
  )
}

function Slider({ source, title, numbers, onChange, at }: LatentProps & { at: number }) {
  const [low, high] = source.range
  const value = numbers.values[at] ?? 0
  return (
    <label className={styles.slider}>
      <span className={styles.number}>{at + 1}</span>
      <input
        type="range"
        aria-label={`${title}, coordinate ${at + 1}`}
        min={low}
        max={high}
        step={(high - low) / 200}
        value={value}
        onChange={(event) => onChange(withCoordinate(numbers, at, Number(event.currentTarget.value)))}
      />
      <output className={styles.number}>{value.toFixed(2)}</output>
    </label>
  )
}

/** All coordinates at a glance; a click on one chooses it. The field below does the same by keyboard. */
function Bars({
  source,
  numbers,
  at,
  onChoose,
}: LatentProps & { at: number; onChoose: (at: number) => void }) {
  const count = numbers.values.length
  const most = Math.max(Math.abs(source.range[0]), Math.abs(source.range[1]), 1e-6)
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${count} 2`}
      preserveAspectRatio="none"
      aria-hidden
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const k = Math.floor(((event.clientX - box.left) / box.width) * count)
        onChoose(Math.max(0, Math.min(count - 1, k)))
      }}
    >
      {Array.from(numbers.values, (value, k) => {
        const height = Math.max(0.03, Math.min(1, Math.abs(value) / most))
        return (
          <rect
            key={k}
            x={k + 0.12}
            width={0.76}
            y={value >= 0 ? 1 - height : 1}
            height={height}
            data-chosen={k === at || undefined}
          />
        )
      })}
    </svg>
  )
}
