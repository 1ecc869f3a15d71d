// What the loss curves say, as columns for the chart, as rows for the table, and as a sentence.
import type { LossPoint } from '../../workers/trainer.api'
import { formatCount } from '../lib/format'

/** Columns as uPlot reads them: rounds, then one column per player; null where a player has no value. */
export function lossColumns(points: readonly LossPoint[], players: readonly string[]) {
  const rounds = points.map((point) => point.round)
  const series = players.map((player) => points.map((point) => finite(point.losses[player])))
  return [rounds, ...series] as [number[], ...(number | null)[][]]
}

function finite(loss: number | undefined): number | null {
  return loss !== undefined && Number.isFinite(loss) ? loss : null
}

/** A loss with three digits that matter. */
export function formatLoss(loss: number | null | undefined): string {
  if (loss === null || loss === undefined) return '–'
  const size = Math.abs(loss)
  if (size !== 0 && (size < 0.001 || size >= 100_000)) return loss.toExponential(1)
  return loss.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3)
}

/** At most `most` points, evenly spread, the first and the newest among them. */
export function thinPoints(points: readonly LossPoint[], most: number): LossPoint[] {
  if (points.length <= most) return [...points]
  const stride = (points.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => points[Math.round(i * stride)]).filter(
    (point) => point !== undefined,
  )
}

/** A player's newest loss: a single step, or a pause within a round, leaves the others out of the last point. */
export function newestLoss(points: readonly LossPoint[], player: string): number | null {
  return finite(points.findLast((point) => finite(point.losses[player]) !== null)?.losses[player])
}

/** How a player's loss moves: the mean of the newest tenth of the points against the tenth before it. */
export function lossTrend(points: readonly LossPoint[], player: string): 'rises' | 'falls' | 'steady' | null {
  const values = points.map((point) => finite(point.losses[player])).filter((loss) => loss !== null)
  const size = Math.floor(values.length / 10)
  if (size < 2) return null
  const mean = (from: number, to: number) =>
    values.slice(from, to).reduce((sum, loss) => sum + loss, 0) / (to - from)
  const newest = mean(values.length - size, values.length)
  const before = mean(values.length - 2 * size, values.length - size)
  const spread = Math.max(Math.abs(before), 1e-6)
  const change = (newest - before) / spread
  return change > 0.05 ? 'rises' : change < -0.05 ? 'falls' : 'steady'
}

/** The curves in one sentence, for people who do not see them. */
export function describeLosses(
  points: readonly LossPoint[],
  players: { id: string; title: string }[],
): string {
  const last = points.at(-1)
  if (!last) return 'No losses yet.'
  const parts = players.map(({ id, title }) => {
    const trend = lossTrend(points, id)
    return `${title} ${formatLoss(newestLoss(points, id))}${trend ? ` (${trend})` : ''}`
  })
  return `Losses at round ${formatCount(last.round)}: ${parts.join(', ')}.`
}
