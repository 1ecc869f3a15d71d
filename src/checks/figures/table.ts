// The table of figures as Markdown: what every template reached, beside PyTorch's reference and what no training at all reaches.
import { baselines, measuredByReal, untrained } from '../../metrics/registry'

/** By template: how many seeds, and what stands beside its figures, by flattened metric key. */
export type Plan = Record<
  string,
  {
    seeds: number
    /** PyTorch's figures on the same recipe, as text, where there are some. */
    reference?: Record<string, string>
    /** What noise, the mean picture, bicubic or doing nothing gives. */
    trivial?: Record<string, string>
    note?: string
  }
>

export interface Run {
  rounds: number
  seconds: number
  /** What the machine's other work does not change; runs of before it was counted have none. */
  processorSeconds?: number
  metrics: Record<string, unknown>
}

/** By template, then by seed. */
export type Figures = Record<string, { parameters: Record<string, number>; runs: Record<string, Run> }>

/** Numbers of nested records by dotted key, `segmentation.iou`. */
export function flatten(metrics: Record<string, unknown>, prefix = ''): [string, number][] {
  return Object.entries(metrics).flatMap(([key, value]): [string, number][] => {
    if (typeof value === 'number') return [[prefix + key, value]]
    if (typeof value !== 'object' || value === null) return []
    return flatten(value as Record<string, unknown>, `${prefix}${key}.`)
  })
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

function show(value: number): string {
  if (Number.isInteger(value)) return `${value}`
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** The median, and the range where there are several. */
export function spread(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  return numbers.length > 1
    ? `${show(median(numbers))} (${show(low)}–${show(high)})`
    : show(numbers[0] ?? NaN)
}

function minutes(seconds: readonly number[]): string {
  const time = median(seconds)
  return time < 120 ? `${Math.round(time)} s` : `${Math.round(time / 60)} min`
}

/** The wall time, and the processor time where it was counted. */
function times(runs: readonly Run[]): string {
  const wall = minutes(runs.map(({ seconds }) => seconds))
  const processor = runs.flatMap(({ processorSeconds }) => processorSeconds ?? [])
  return processor.length === 0 ? wall : `${wall} (${minutes(processor)})`
}

/** The metric that a key measures on something else than the template's own samples: `floor.js` and `jsFloor` are `js` of real samples. */
function besideOf(key: string): { metric: string; of: string } | undefined {
  const [first = '', ...rest] = key.split('.')
  if ((baselines as readonly string[]).includes(first)) return { metric: rest.join('.'), of: first }
  const measured = measuredByReal(first)
  return measured === null ? undefined : { metric: [measured, ...rest].join('.'), of: 'floor' }
}

/** Rows of metric, ours, real samples, PyTorch, trivial: what was measured beside a metric stands in its row. */
function metricRows(
  runs: readonly Run[],
  reference: Record<string, string>,
  trivial: Record<string, string>,
) {
  const byKey = new Map<string, number[]>()
  for (const { metrics } of runs) {
    for (const [key, value] of flatten(metrics)) byKey.set(key, [...(byKey.get(key) ?? []), value])
  }
  const own = [...byKey].filter(([key]) => {
    const beside = besideOf(key)
    return beside === undefined || !byKey.has(beside.metric)
  })
  const measured = (metric: string, of: string) =>
    [...byKey].find(([key]) => {
      const beside = besideOf(key)
      return beside?.metric === metric && beside.of === of
    })?.[1]
  return own.map(([key, values]) => {
    const floor = measured(key, 'floor')
    const without = Object.keys(untrained).flatMap((of) => {
      const numbers = measured(key, of)
      return numbers ? [`${of} ${show(median(numbers))}`] : []
    })
    const said = trivial[key] === undefined ? without : [...without, trivial[key]]
    return [key, spread(values), floor ? show(median(floor)) : '', reference[key] ?? '', said.join(', ')]
  })
}

/** One row a metric; what belongs to the whole template stands in its first row. */
export function figuresTable(plan: Plan, figures: Figures, pictures: ReadonlySet<string>): string {
  const rows = Object.entries(plan).flatMap(([id, { reference = {}, trivial = {}, note }]) => {
    const figure = figures[id]
    if (!figure) return []
    const runs = Object.values(figure.runs)
    const picture = pictures.has(id) ? `<br>![${id}](pictures/${id}.png)` : ''
    const parameters = Object.entries(figure.parameters).map(([name, count]) => `${name} ${count}`)
    const whole = [`**${id}**${picture}`, parameters.join('<br>'), `${runs[0]?.rounds ?? ''}`, times(runs)]
    const metrics = metricRows(runs, reference, trivial)
    const noted = note === undefined ? metrics : [...metrics, ['note', note, '', '', '']]
    return noted.map((cells, index) => [...(index === 0 ? whole : ['', '', '', '']), ...cells])
  })
  const head = ['template', 'parameters', 'rounds', 'time', 'metric', 'Ganvas', 'real', 'PyTorch', 'trivial']
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `# Figures\n\n${preface}\n\n${lines.join('\n')}\n`
}

const preface = `What every template reaches when it is trained as it stands, made by \`npm run figures\`. Where there are several seeds: the
median, and the range in brackets. *Real* is the same measure on real samples held against other real ones, *PyTorch* the
same recipe in PyTorch, *trivial* what no training reaches: noise, the mean picture, the input itself, plain enlarging, chance. Time is
the wall time of training on the WASM backend, on a machine with two cores that did other work meanwhile; in brackets the
processor time, which is about what an idle machine needs.`
