// The bench's figures as text, a section at a time.
import type { GameTimes, RoundTime } from './rounds'
import { alignRows, formatRatio, formatTime, threeDigits } from './table'

/** A game: one line a contender, and what the first backend could reach. */
export function printRounds({ title, batch, flops, times, limits }: GameTimes): string {
  const operations = threeDigits((flops.convolution + flops.dense) / 1e9)
  const rows = [
    ['  time of a round', 'backend', 'median', 'of rounds', '÷ ours', ''],
    ...times.map((time) => [
      `  ${nameOf(time)}`,
      time.backend,
      time.milliseconds === null ? '–' : formatTime(time.milliseconds),
      `${time.rounds}`,
      formatRatio(time.timesOurs),
      noteOf(time),
    ]),
  ]
  const reached = limits.map(
    ({ forwards, backend, milliseconds, fraction }) =>
      `  its convolutions at the rate of ${forwards === 'ours' ? 'our' : "stock's"} plain forwards on ${backend}: ` +
      `${formatTime(milliseconds)}, ${fraction.toFixed(2)} of our round`,
  )
  return [`${title}, batch ${batch}: ${operations} GFLOP a round`, ...alignRows(rows), ...reached, ''].join(
    '\n',
  )
}

function nameOf({ implementation, version }: RoundTime): string {
  return version === undefined ? implementation : `${implementation} ${version}`
}

function noteOf({ reason, share }: RoundTime): string {
  if (reason !== undefined) return reason
  return share === 1 ? '' : `from batch ÷ ${share}`
}
