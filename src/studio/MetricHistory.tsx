// One figure over the rounds, as a line with what real data get; it has a text of its own for those who do not see it.
import { formatCount } from '../lib/format'
import type { Measurement } from '../training/runFacts'
import styles from './Metrics.module.css'
import { formatFigure, metricRows, wordsOf } from './metricWords'

const [width, height, margin] = [320, 150, 8]

export function MetricHistory({ measurements, metric }: { measurements: Measurement[]; metric: string }) {
  const points = measurements.flatMap(({ round, figures }) => {
    const row = metricRows(figures).find(({ key }) => key === metric)
    return row && Number.isFinite(row.value) ? [{ round, value: row.value, floor: row.floor }] : []
  })
  const floor = points.at(-1)?.floor ?? null
  const values = [...points.map(({ value }) => value), ...(floor === null ? [] : [floor])]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const [first, last] = [points[0]?.round ?? 0, points.at(-1)?.round ?? 0]
  const x = (round: number) => margin + ((round - first) / Math.max(1, last - first)) * (width - 2 * margin)
  const y = (value: number) =>
    height - margin - ((value - least) / (most - least || 1)) * (height - 2 * margin)
  const [group = '', part] = metric.split('.')
  const title = `${wordsOf(group).title}${part === undefined ? '' : `: ${part.replace(/_/g, ' ')}`}`
  const newest = points.at(-1)
  return (
    <figure className={styles.history}>
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title} over ${points.length} measurements${newest ? `, now ${formatFigure(newest.value)}` : ''}`}
      >
        {floor !== null && <line className={styles.floor} x1={0} x2={width} y1={y(floor)} y2={y(floor)} />}
        <polyline
          className={styles.line}
          points={points.map(({ round, value }) => `${x(round)},${y(value)}`).join(' ')}
        />
        {points.map(({ round, value }) => (
          <circle key={round} className={styles.point} cx={x(round)} cy={y(value)} r={3}>
            <title>{`Round ${formatCount(round)}: ${formatFigure(value)}`}</title>
          </circle>
        ))}
      </svg>
      <p className={styles.range}>
        Rounds {formatCount(first)} to {formatCount(last)}, {formatFigure(least)} to {formatFigure(most)}
        {floor !== null && `; dashed: real data, ${formatFigure(floor)}`}
      </p>
    </figure>
  )
}
