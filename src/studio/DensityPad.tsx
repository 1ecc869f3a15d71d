// A pad on which one draws where points are to lie; one stroke is one step of undo.
import { Button, Group, SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { setData } from '../document/edit'
import type { DataSection } from '../document/types'
import { densitySide } from '../lib/density'
import { useDocument, useStores } from '../state/context'
import styles from './DataBrowser.module.css'
import { dab, emptyDensity } from './density'
import { useThemeVersion } from './theme'

/** `start`: the density where nothing has been drawn yet. */
export function DensityPad(props: { id: string; section: DataSection; start: readonly string[] }) {
  const { id, section, start } = props
  const { document } = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const [erase, setErase] = useState(false)
  const [stroke, setStroke] = useState<readonly string[] | null>(null)
  const shown = stroke ?? section.density ?? start
  const keep = (density: readonly string[]) => {
    const state = document.getState()
    state.apply(setData(state.document, { data: id, section: { ...section, density: [...density] } }))
  }
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const cell = (at: number, size: number) => Math.floor((at / size) * densitySide)
    const column = cell(event.clientX - box.left, box.width)
    setStroke(dab(shown, { column, row: cell(event.clientY - box.top, box.height), erase }))
  }
  const end = () => {
    if (stroke) keep(stroke)
    setStroke(null)
  }
  return (
    <div className={styles.pad}>
      <Cells
        density={shown}
        onDown={(event) => {
          if (readOnly) return
          event.currentTarget.setPointerCapture(event.pointerId)
          draw(event)
        }}
        onMove={(event) => stroke && draw(event)}
        onEnd={end}
      />
      <p>Draw where the points are to lie: they are made as dense as you draw.</p>
      <Group gap={8}>
        <SegmentedControl
          size="xs"
          aria-label="Pen"
          disabled={readOnly}
          value={erase ? 'erase' : 'draw'}
          onChange={(value) => setErase(value === 'erase')}
          data={[
            { value: 'draw', label: 'Draw' },
            { value: 'erase', label: 'Erase' },
          ]}
        />
        <Button size="xs" variant="default" disabled={readOnly} onClick={() => keep(emptyDensity)}>
          Clear
        </Button>
        <Button size="xs" variant="default" disabled={readOnly} onClick={() => keep(start)}>
          Heart
        </Button>
      </Group>
    </div>
  )
}

function Cells(props: {
  density: readonly string[]
  onDown: (event: PointerEvent<HTMLCanvasElement>) => void
  onMove: (event: PointerEvent<HTMLCanvasElement>) => void
  onEnd: () => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useThemeVersion()
  const { density } = props
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!canvas.current || !context) return
    context.clearRect(0, 0, densitySide, densitySide)
    context.fillStyle = getComputedStyle(canvas.current).getPropertyValue('--text')
    density.forEach((row, y) =>
      [...row].forEach((level, x) => {
        context.globalAlpha = Number(level) / 9
        context.fillRect(x, y, 1, 1)
      }),
    )
    context.globalAlpha = 1
  }, [density, theme])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label="Pad to draw points on"
      width={densitySide}
      height={densitySide}
      onPointerDown={props.onDown}
      onPointerMove={props.onMove}
      onPointerUp={props.onEnd}
      onPointerCancel={props.onEnd}
    />
  )
}
