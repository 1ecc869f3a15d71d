// A picture that can be painted on, with the colours of a label map or in black and white, by pointer or keys.
import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Palette } from '../../../workers/data.api'
import type { Numbers } from '../../lib/numbers'
import { filled, coloursToShow, paintLine, type Ink } from './painting'
import { paintNumbers } from './PictureCanvas'
import styles from './Use.module.css'

type Pixel = readonly [number, number]

const arrows: Record<string, Pixel> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What is painted is handed on at once; between two answers the strokes stay here. */
export function Painter(props: {
  numbers: Numbers
  palette: Palette
  title: string
  onChange: (numbers: Numbers) => void
}) {
  const { numbers, title, onChange } = props
  const colours = coloursToShow(props.palette)
  const [chosen, setChosen] = useState(1)
  const [size, setSize] = useState(3)
  const drawn = useRef(numbers)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    drawn.current = numbers
    if (canvas.current) paintNumbers(canvas.current, numbers)
  }, [numbers])
  const ink = colours[Math.min(chosen, colours.length - 1)]
  const show = (next: Numbers) => {
    drawn.current = next
    if (canvas.current) paintNumbers(canvas.current, next)
    onChange(next)
  }
  const paint = (from: Pixel, to: Pixel) => {
    if (ink) show(paintLine(drawn.current, { from, to, size, colour: ink.colour }))
  }
  return (
    <div className={styles.painter}>
      <Sheet ref={canvas} title={title} shape={numbers.shape} paint={ink ? paint : null} />
      {colours.length > 0 && (
        <div className={styles.tools}>
          <PaletteBar colours={colours} chosen={Math.min(chosen, colours.length - 1)} onChoose={setChosen} />
          <label className={styles.slider}>
            <span>Brush</span>
            <input
              type="range"
              aria-label="Brush size"
              min={1}
              max={9}
              value={size}
              onChange={(event) => setSize(Number(event.currentTarget.value))}
            />
            <output className={styles.number}>{size}</output>
          </label>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => colours[0] && show(filled(drawn.current, colours[0].colour))}
          >
            Clear
          </Button>
        </div>
      )}
    </div>
  )
}

function PaletteBar({
  colours,
  chosen,
  onChoose,
}: {
  colours: Ink[]
  chosen: number
  onChoose: (k: number) => void
}) {
  return (
    <div className={styles.palette} role="group" aria-label="Colours">
      {colours.map(({ name, colour }, k) => (
        <button key={name} type="button" aria-pressed={k === chosen} onClick={() => onChoose(k)}>
          <span style={{ background: `rgb(${colour.join(' ')})` }} aria-hidden />
          {name}
        </button>
      ))}
    </div>
  )
}

/** The picture itself; without `paint` it is only looked at. */
function Sheet(props: {
  ref: React.Ref<HTMLCanvasElement>
  title: string
  shape: readonly number[]
  paint: ((from: Pixel, to: Pixel) => void) | null
}) {
  const { ref, title, shape, paint } = props
  const [, height = 1, width = 1] = shape
  const last = useRef<Pixel | null>(null)
  const [cursor, setCursor] = useState<Pixel>([Math.floor(width / 2), Math.floor(height / 2)])
  const pixelOf = (event: PointerEvent<HTMLCanvasElement>): Pixel => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = (at: number, length: number, count: number) => Math.floor((at / length) * count)
    return [
      place(event.clientX - box.left, box.width, width),
      place(event.clientY - box.top, box.height, height),
    ]
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrows[event.key]
    if (!paint || (!by && event.key !== ' ')) return
    event.preventDefault()
    if (!by) return paint(cursor, cursor)
    const next: Pixel = [
      Math.max(0, Math.min(width - 1, cursor[0] + by[0])),
      Math.max(0, Math.min(height - 1, cursor[1] + by[1])),
    ]
    setCursor(next)
    if (event.shiftKey) paint(cursor, next)
  }
  const drawing = {
    tabIndex: 0,
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = pixelOf(event)
      paint?.(last.current, last.current)
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      if (!last.current) return
      const to = pixelOf(event)
      paint?.(last.current, to)
      last.current = to
    },
    onPointerUp: () => (last.current = null),
    onPointerCancel: () => (last.current = null),
  }
  const name = paint ? `${title}: draw here, or move with the arrow keys and paint with the space bar` : title
  return (
    <div className={styles.paper}>
      <canvas
        ref={ref}
        role="img"
        aria-label={name}
        className={styles.canvas}
        data-drawn={paint !== null || undefined}
        style={{ height: 160, width: (160 * width) / height }}
        width={1}
        height={1}
        {...(paint ? drawing : {})}
      />
      {paint && (
        <span
          className={styles.cursor}
          aria-hidden
          style={{
            left: `${(100 * (cursor[0] + 0.5)) / width}%`,
            top: `${(100 * (cursor[1] + 0.5)) / height}%`,
          }}
        />
      )}
    </div>
  )
}
