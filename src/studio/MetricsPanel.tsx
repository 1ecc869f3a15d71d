// The Metrics tab: measures on demand or on schedule, with a floor and baselines beside every figure, and its history.
import { Button, NativeSelect, Progress, Switch, Table, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { formatCount } from '../lib/format'
import { useRun, useStores } from '../state/context'
import { usualBestBy } from '../training/metrics'
import { Empty } from '../ui/Empty'
import { MetricHistory } from './MetricHistory'
import styles from './Metrics.module.css'
import { formatFigure, metricRows, wordsOf, type MetricRow } from './metricWords'

const usualEvery = 250

export function MetricsPanel() {
  const measurements = useRun((state) => state.measurements)
  const newest = measurements.at(-1)
  const rows = newest ? metricRows(newest.figures) : []
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = rows.some(({ key }) => key === chosen) ? chosen : (rows[0]?.key ?? null)
  return (
    <div className={styles.panel}>
      <Controls rows={rows} />
      {newest ? (
        <div className={styles.results}>
          <Figures rows={rows} round={newest.round} shown={shown} onShow={setChosen} />
          {shown !== null && <MetricHistory measurements={measurements} metric={shown} />}
        </div>
      ) : (
        <Empty>
          Measuring draws samples from the weights as they are and compares them with real ones; training goes
          on meanwhile. The first time takes a few minutes: a small network learns the data set first.
        </Empty>
      )}
    </div>
  )
}

function Controls({ rows }: { rows: MetricRow[] }) {
  const { run } = useStores()
  const measuring = useRun((state) => state.measuring)
  const every = useRun((state) => state.measureEvery)
  const status = useRun((state) => state.status)
  const { measure, cancelMeasuring, scheduleMeasuring } = run.getState()
  const opened = status !== 'starting' && status !== 'failed'
  return (
    <div className={styles.controls}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!opened || measuring !== null}
        onClick={() => void measure()}
      >
        Measure now
      </Button>
      <Switch
        size="xs"
        label="While training, every"
        checked={every !== null}
        onChange={(event) => scheduleMeasuring(event.currentTarget.checked ? usualEvery : null)}
      />
      <NativeSelect
        size="xs"
        aria-label="Rounds between two measurements"
        data={[50, 100, 250, 500, 1000].map((rounds) => ({
          value: String(rounds),
          label: `${formatCount(rounds)} rounds`,
        }))}
        value={String(every ?? usualEvery)}
        onChange={(event) => scheduleMeasuring(Number(event.currentTarget.value))}
      />
      {measuring && (
        <div className={styles.progress} role="status">
          <span>{measuring.what} …</span>
          <Progress size="sm" value={100 * measuring.fraction} aria-label={measuring.what} />
          <Button size="compact-xs" variant="subtle" onClick={() => void cancelMeasuring()}>
            Cancel
          </Button>
        </div>
      )}
      <Best rows={rows} />
    </div>
  )
}

/** Which figure chooses the best checkpoint, and the way back to it. */
function Best({ rows }: { rows: MetricRow[] }) {
  const { run } = useStores()
  const best = useRun((state) => state.best)
  const bestBy = useRun((state) => state.bestBy)
  const newest = useRun((state) => state.measurements.at(-1))
  const { chooseBestBy, restoreBest } = run.getState()
  const choices = rows.filter(({ key }) => !key.includes('.'))
  if (choices.length === 0) return null
  return (
    <div className={styles.best}>
      <NativeSelect
        size="xs"
        label="Keep the best by"
        data={choices.map(({ key }) => ({ value: key, label: wordsOf(key).title }))}
        value={bestBy ?? usualBestBy(newest?.figures ?? {}) ?? ''}
        onChange={(event) => chooseBestBy(event.currentTarget.value)}
      />
      {best && (
        <Button size="compact-xs" variant="subtle" onClick={() => void restoreBest()}>
          Go back to round {formatCount(best.round)}
        </Button>
      )}
    </div>
  )
}

function Figures(props: {
  rows: MetricRow[]
  round: number
  shown: string | null
  onShow: (key: string) => void
}) {
  const { rows, round, shown, onShow } = props
  return (
    <div className={styles.figures} tabIndex={0} role="region" aria-label="Figures">
      <Table fz="xs" verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Round {formatCount(round)}</Table.Th>
            <Table.Th ta="right">Figure</Table.Th>
            <Table.Th ta="right">
              <Tooltip label="What real samples that training never saw get, or the most there is">
                <span>Real data</span>
              </Tooltip>
            </Table.Th>
            <Table.Th>Without training</Table.Th>
            <Table.Th>What it says</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <FigureRow key={row.key} row={row} shown={row.key === shown} onShow={onShow} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function FigureRow({
  row,
  shown,
  onShow,
}: {
  row: MetricRow
  shown: boolean
  onShow: (key: string) => void
}) {
  const { key, value, floor, beside } = row
  const [group = '', part] = key.split('.')
  const { title, meaning } = wordsOf(group)
  const name = part === undefined ? title : `${title}: ${part.replace(/_/g, ' ')}`
  return (
    <Table.Tr data-shown={shown || undefined} className={styles.row}>
      <Table.Td>
        <button type="button" className={styles.name} aria-pressed={shown} onClick={() => onShow(key)}>
          {name}
        </button>
      </Table.Td>
      <Table.Td ta="right" className="mono">
        <strong>{formatFigure(value)}</strong>
      </Table.Td>
      <Table.Td ta="right" className="mono">
        {floor === null ? '–' : formatFigure(floor)}
      </Table.Td>
      <Table.Td className={styles.beside}>
        {beside.map((baseline) => (
          <span key={baseline.title}>
            {baseline.title} <span className="mono">{formatFigure(baseline.value)}</span>
          </span>
        ))}
      </Table.Td>
      <Table.Td className={styles.meaning}>{meaning}</Table.Td>
    </Table.Tr>
  )
}
