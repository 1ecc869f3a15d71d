// Loss curves: one line per player, streaming. Loaded when the Watch tab is: uPlot is no part of the page's entry.
import { useCallback, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useStores } from '../state/context'
import { formatCount } from '../lib/format'
import type { RunState } from '../training/runStore'
import { lossColumns } from './losses'
import { useLive } from './live'
import { dashOf, type StudioPlayer } from './players'
import styles from './Studio.module.css'
import { useThemeVersion } from './theme'

/** Rounds are whole: 1, 2, 5, 10, … between two ticks. */
const roundSteps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat()

function axis(chart: HTMLElement): uPlot.Axis {
  const token = (name: string) => () => getComputedStyle(chart).getPropertyValue(name).trim()
  return {
    stroke: token('--text-2'),
    grid: { stroke: token('--canvas-dot'), width: 0.5 },
    ticks: { stroke: token('--canvas-dot'), width: 1, size: 4 },
    font: "11px 'JetBrains Mono Variable', monospace",
  }
}

/** The y axis fits the losses; where none is finite there is nothing to fit. */
function rangeOf(logarithmic: boolean) {
  return (_chart: uPlot, least: number | null, most: number | null): uPlot.Range.MinMax => {
    if (least === null || most === null) return [0, 1]
    return logarithmic ? uPlot.rangeAsinh(least, most, 10, true) : uPlot.rangeNum(least, most, 0.1, true)
  }
}

/** Fewer values than this in view are drawn as points too: a line through one value is nothing to see. */
const fewValues = 20

function hasFewValues(chart: uPlot, series: number, from: number, to: number): boolean {
  let count = 0
  for (let index = from; index <= to && count < fewValues; index++) {
    if (chart.data[series]?.[index] != null) count++
  }
  return count < fewValues
}

function chartOptions(
  chart: HTMLElement,
  players: StudioPlayer[],
  logarithmic: boolean,
): Omit<uPlot.Options, 'width' | 'height'> {
  const colour = (player: StudioPlayer) => () =>
    getComputedStyle(chart).getPropertyValue(`--player-${player.colour}`).trim()
  return {
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
    // Losses may be negative: arcsinh is a logarithm far from 0 and a line near it.
    scales: {
      x: { time: false },
      y: { range: rangeOf(logarithmic), ...(logarithmic && { distr: 4, asinh: 0.1 }) },
    },
    axes: [
      { ...axis(chart), size: 26, gap: 3, incrs: roundSteps, values: (_, rounds) => rounds.map(formatCount) },
      { ...axis(chart), size: 46, gap: 3 },
    ],
    series: [
      {},
      ...players.map((player, index) => ({
        label: player.title,
        stroke: colour(player),
        width: 1.5,
        dash: dashOf(index),
        points: { show: hasFewValues, size: 5 },
        spanGaps: true,
      })),
    ],
  }
}

/** The chart; there must be a loss to draw. `onHover` hears the index of the point under the cursor, null when it leaves. */
export function LossCurves(props: {
  players: StudioPlayer[]
  logarithmic: boolean
  onHover: (index: number | null) => void
}) {
  const { players, logarithmic, onHover } = props
  const { run } = useStores()
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const hover = useRef(onHover)
  const theme = useThemeVersion()

  useEffect(() => {
    hover.current = onHover
  }, [onHover])

  useEffect(() => {
    const chart = element.current
    if (!chart) return
    const size = () => ({ width: Math.max(chart.clientWidth, 80), height: Math.max(chart.clientHeight, 60) })
    const options = chartOptions(chart, players, logarithmic)
    const hooks = { setCursor: [(self: uPlot) => hover.current(self.cursor.idx ?? null)] }
    const ids = players.map((player) => player.id)
    const made = new uPlot({ ...options, ...size(), hooks }, lossColumns(run.getState().losses, ids), chart)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize(size()))
    observer.observe(chart)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [run, players, logarithmic])

  useEffect(() => plot.current?.redraw(false), [theme])

  const draw = useCallback(
    ({ losses }: RunState) => {
      const ids = players.map((player) => player.id)
      // Without a point there is no scale, and uPlot cannot draw.
      if (losses.length > 0) plot.current?.setData(lossColumns(losses, ids))
    },
    [players],
  )
  useLive(draw, selectLosses)

  return <div ref={element} className={styles.chart} aria-hidden />
}

const selectLosses = (run: RunState) => run.losses
