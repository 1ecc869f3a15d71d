// The bench's figures as text, a section at a time.
import type { GameTimes, RoundTime } from './rounds'
import { alignRows, formatRatio, formatTime, threeDigits } from './table'

/** A game: one line a contender, and what the first backend could reach. */
export function printRounds({ title, batch, flops, times, limit }: GameTimes): string {
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
  const reached =
    limit === null
      ? []
      : [
          `  convolutions at the rate of plain forwards on ${limit.backend}: ${formatTime(limit.milliseconds)}, ` +
            `so ours reaches ${limit.fraction.toFixed(2)} of its own limit`,
        ]
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
