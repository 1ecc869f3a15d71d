// The bench's figures as text, a section at a time.
import type { CompileTime } from './compileTime'
import type { KernelSpeed } from './kernels'
import type { Beside, LaunchTable } from './launches'
import type { GameTimes, RoundTime } from './rounds'
import type { GrowthOf, StartTime } from './startTime'
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

const counted = [
  ['dispatches', 'dispatches'],
  ['passes', 'compute passes'],
  ['submits', 'submits'],
  ['buffersCreated', 'buffers created'],
  ['bindGroupsCreated', 'bind groups created'],
] as const
const megabytes = [
  ['bytesUploaded', 'MB uploaded'],
  ['bytesCopied', 'MB copied'],
  ['poolBytes', 'MB of buffers at most'],
] as const

/** What a round asks of a GPU. */
export function printLaunches(table: LaunchTable): string {
  const row = (name: string, { ours, stock }: Beside, show: (value: number) => string) => [
    `  ${name}`,
    show(ours),
    stock === null ? '–' : show(stock),
  ]
  const rows = [
    ['  a round asks for', 'ours', 'stock'],
    ...counted.map(([key, name]) => row(name, table[key], String)),
    ...megabytes.map(([key, name]) => row(name, table[key], (bytes) => threeDigits(bytes / 1e6))),
    row('JavaScript', table.javascript, formatTime),
  ]
  const data = threeDigits(table.dataBytes / 1e6)
  const heading = `${table.title}, batch ${table.batch}, on a device that only counts (${data} MB uploaded are data)`
  return [heading, ...alignRows(rows), ''].join('\n')
}

/** Speeds of one game's convolutions. */
export function printKernels(title: string, backend: string, speeds: readonly KernelSpeed[]): string {
  const passes = { forward: 'forward', input: 'input gradient', filter: 'filter gradient' }
  const rows = speeds.map(({ size: s, pass, ours, stock, matmul }) => [
    `  ${s.batch}×${s.height}×${s.width}×${s.channels} → ${s.outHeight}×${s.outWidth}×${s.filters}, k${s.kernel} s${s.stride}`,
    passes[pass],
    threeDigits(ours),
    stock === null ? '–' : threeDigits(stock),
    threeDigits(matmul),
    stock === null ? '' : `${formatRatio(ours / stock)} stock`,
  ])
  const heading = `${title}, convolutions on ${backend}, GFLOP/s`
  const columns = ['  from → to', 'pass', 'ours', 'stock', 'our matmul', '']
  return [heading, ...alignRows([columns, ...rows]), ''].join('\n')
}

/** Document → program. */
export function printCompile(times: readonly CompileTime[]): string {
  const rows = times.map(({ layers, parse, compile }) => [
    `  ${layers}`,
    formatTime(parse),
    formatTime(compile),
  ])
  const columns = ['  layers', 'parse', 'compile']
  return ['From a document to its program', ...alignRows([columns, ...rows]), ''].join('\n')
}

/** From Train to the end of the first round. */
export function printStart(starts: readonly StartTime[]): string {
  const parts = ['compile', 'backend_start', 'data', 'weights', 'first', 'total', 'second'] as const
  const rows = starts.map((start) => [
    `  ${start.implementation}`,
    ...parts.map((part) => formatTime(start[part])),
  ])
  const columns = ['', 'compile', 'backend', 'data', 'weights', 'first round', 'together', 'second round']
  const [first] = starts
  const heading = `${first?.title}, batch ${first?.batch}: from Train to the end of the first round on ${first?.backend}`
  return [heading, ...alignRows([columns, ...rows]), ''].join('\n')
}

/** What many rounds leave behind. */
export function printGrowth(grown: readonly GrowthOf[]): string {
  const kilobytes = (bytes: number) => `${(bytes / 1e3).toFixed(0)} kB`
  const rows = grown.map(({ implementation, early, late }) => [
    `  ${implementation}`,
    `${early.round} → ${late.round}`,
    `${early.tensors} → ${late.tensors}`,
    kilobytes(late.bytes - early.bytes),
    kilobytes(late.heap - early.heap),
    kilobytes(late.external - early.external),
  ])
  const [first] = grown
  const heading = `${first?.title}, batch ${first?.batch}, on ${first?.backend}: growth`
  const columns = ['', 'rounds', 'tensors', 'in bytes', 'JavaScript heap', 'outside the heap']
  return [heading, ...alignRows([columns, ...rows]), ''].join('\n')
}
