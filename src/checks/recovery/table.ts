// The table of what came of harming trainers, one line for each way.
import type { MemoryUse } from '../../tensors/types'
import type { Kind } from './harms'

/** One harm, and what came of it. */
export interface Trial {
  /** Rounds between the checkpoint and the harm. */
  lost: number
  /** After the harm: another trainer was started, was asked to train from the checkpoint, had trained a round. */
  seconds: { started: number; asked: number; trained: number }
  faults: string[]
  memory: MemoryUse
  /** Bytes of the page's heap, after a collection. */
  heap: number
}

/** What came of harming the trainers of one page. */
export interface Row {
  kind: Kind
  times: number
  /** Seconds from Train until the first round of a run that was not harmed. */
  first: number
  /** Processor cores that the page keeps busy when the run is paused afterwards. */
  idle: number
  trials: Trial[]
}

const titles = [
  'Harm',
  'Backend',
  'Resumed, bits equal',
  'At the checkpoint, s',
  'A round further, s',
  'First round of a fresh run, s',
  'Rounds lost',
  'Tensors',
  'MB taken',
  'Page heap, MB',
  'Cores in use, paused',
]

/** A Markdown table; two numbers are median and worst, or the first and the last. */
export function recoveryTable(rows: readonly Row[]): string {
  const lines = rows.map(({ kind, times, first, idle, trials }) => {
    const [start, end] = [trials[0], trials.at(-1)]
    const change = (of: (trial: Trial) => number) =>
      [start, end].map((trial) => (trial === undefined ? '–' : of(trial).toFixed(1))).join(' → ')
    return [
      kind.title,
      kind.backend,
      `${trials.filter(({ faults }) => faults.length === 0).length} of ${times}`,
      spread(trials.map(({ seconds }) => seconds.asked)),
      spread(trials.map(({ seconds }) => seconds.trained)),
      first.toFixed(2),
      spread(
        trials.map(({ lost }) => lost),
        0,
      ),
      `${start?.memory.tensors} → ${end?.memory.tensors}`,
      change(({ memory }) => (memory.taken ?? NaN) / 2 ** 20),
      change(({ heap }) => heap / 2 ** 20),
      idle.toFixed(2),
    ]
  })
  return [titles, titles.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function spread(values: readonly number[], digits = 2): string {
  const sorted = [...values].sort((a, b) => a - b)
  const [median = NaN, worst = NaN] = [sorted[sorted.length >> 1], sorted.at(-1)]
  return `${median.toFixed(digits)}, ${worst.toFixed(digits)}`
}
