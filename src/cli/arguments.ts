// Reads the command line: every flag checked, every mistake a sentence.
import { parseArgs } from 'node:util'
import { fail, succeed, type Result } from '../lib/result'
import type { BackendChoice } from '../tensors/types'

export interface TrainCommand {
  name: 'train'
  document: string
  rounds: number | null
  seed: number | null
  backend: BackendChoice
  /** Game value → file or folder. */
  data: Record<string, string>
  report: number
  from: string | null
  resume: string | null
  out: string | null
  /** Measures everything that can be measured, at the end. */
  evaluate: boolean
  /** Pairs side by side: the right half is the input. */
  swap: boolean
  cache: string | null
}

export interface EvaluateCommand {
  name: 'evaluate'
  document: string
  weights: string
  backend: BackendChoice
  data: Record<string, string>
  swap: boolean
  cache: string | null
  out: string | null
}

export interface CheckCommand {
  name: 'check'
  document: string
}

export interface ExportCommand {
  name: 'export'
  document: string
  to: 'json' | 'typescript'
  out: string
  from: string | null
}

export type Command = TrainCommand | EvaluateCommand | CheckCommand | ExportCommand | { name: 'help' }

export const commandUsage = `ganvas train DOC.json [options]   train and print one JSON line a report
  --rounds N           plan and train this many rounds in all (default: the document's)
  --seed S             the game's seed (default: the document's)
  --backend NAME       auto, wasm, webgpu or cpu (default: auto)
  --data VALUE=PATH    files for a data value of the game, such as real=path/to/mnist; may be repeated
  --swap               of pairs side by side, learn the left half from the right one
  --report N           rounds between two lines (default: 100)
  --from FILE          start from the weights in a safetensors file
  --resume DIR         go on from the checkpoint in an earlier --out DIR
  --out DIR            write samples.png, weights.safetensors, document.json and checkpoint.safetensors
  --evaluate           measure at the end, and print every figure in the last line
  --cache DIR          keep the networks that measure, which take minutes to train, in this folder
ganvas evaluate DOC.json --weights FILE [--data VALUE=PATH] [--swap] [--backend NAME] [--cache DIR] [--out DIR]
                                  print every figure of trained weights as JSON; --out draws what was judged
ganvas check DOC.json             print problems, shapes and parameter counts as JSON
ganvas export DOC.json --to json|typescript --out DIR [--from weights.safetensors]
exit codes: 0 done, 1 the document has errors, 2 bad input, 3 training diverged
`

const options = {
  train: [
    'rounds',
    'seed',
    'backend',
    'data',
    'report',
    'from',
    'resume',
    'out',
    'evaluate',
    'swap',
    'cache',
  ],
  evaluate: ['weights', 'data', 'swap', 'backend', 'cache', 'out'],
  check: [],
  export: ['to', 'out', 'from'],
} as const

const backends: readonly string[] = ['auto', 'wasm', 'webgpu', 'cpu']

/** The command that the parts of a command line ask for, or one sentence that says what is wrong with them. */
export function parseCommand(parts: readonly string[]): Result<Command, string> {
  const [name, ...rest] = parts
  if (name === undefined || name === 'help' || name === '--help' || name === '-h')
    return succeed({ name: 'help' })
  if (name !== 'train' && name !== 'evaluate' && name !== 'check' && name !== 'export') {
    return fail(`There is no command ${name}: use train, evaluate, check or export.`)
  }
  const read = readFlags(name, rest)
  if (!read.ok) return read
  if (read.value === 'help') return succeed({ name: 'help' })
  const { document, flag } = read.value
  if (name === 'evaluate') return parseEvaluate(read.value)
  if (name === 'check') return succeed({ name, document })
  if (name === 'export') return parseExport(document, flag)
  return parseTrain(read.value)
}

interface Flags {
  document: string
  flag: (name: string) => string | null
  data: string[]
  evaluate: boolean
  swap: boolean
}

function readFlags(name: keyof typeof options, rest: string[]): Result<Flags | 'help', string> {
  const known: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }> = {}
  for (const option of options[name]) {
    known[option] =
      option === 'evaluate' || option === 'swap'
        ? { type: 'boolean' }
        : { type: 'string', multiple: option === 'data' }
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...known, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    const given = values as Record<string, string | string[] | boolean | undefined>
    if (given.help === true) return succeed('help')
    const [document, extra] = positionals
    if (document === undefined) return fail(`Say which document to ${name}: ganvas ${name} DOC.json.`)
    if (extra !== undefined) return fail(`One document at a time: ${document} or ${extra}.`)
    const flag = (option: string) => {
      const value = given[option]
      return typeof value === 'string' ? value : null
    }
    return succeed({
      document,
      flag,
      data: Array.isArray(given.data) ? given.data : [],
      evaluate: given.evaluate === true,
      swap: given.swap === true,
    })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : ''
    return fail(`${reason.replace(/\.?$/, '.')} \`ganvas --help\` lists the options.`)
  }
}

function parseTrain({ document, flag, data, evaluate, swap }: Flags): Result<TrainCommand, string> {
  const rounds = wholeNumber('rounds', flag('rounds'), { from: 1, to: 10_000_000 })
  if (!rounds.ok) return rounds
  const seed = wholeNumber('seed', flag('seed'), { from: 0, to: 4_294_967_295 })
  if (!seed.ok) return seed
  const report = wholeNumber('report', flag('report'), { from: 1, to: 10_000_000 })
  if (!report.ok) return report
  const backend = parseBackend(flag)
  if (!backend.ok) return backend
  const paths = parseData(data)
  if (!paths.ok) return paths
  const [from, resume] = [flag('from'), flag('resume')]
  if (from !== null && resume !== null)
    return fail('--from starts anew and --resume goes on: give one of them.')
  return succeed({
    name: 'train',
    document,
    rounds: rounds.value,
    seed: seed.value,
    backend: backend.value,
    data: paths.value,
    report: report.value ?? 100,
    from,
    resume,
    out: flag('out'),
    evaluate,
    swap,
    cache: flag('cache'),
  })
}

function parseEvaluate({ document, flag, data, swap }: Flags): Result<EvaluateCommand, string> {
  const weights = flag('weights')
  if (weights === null) return fail('Say which weights to measure: --weights FILE.')
  const backend = parseBackend(flag)
  if (!backend.ok) return backend
  const paths = parseData(data)
  if (!paths.ok) return paths
  return succeed({
    name: 'evaluate',
    document,
    weights,
    backend: backend.value,
    data: paths.value,
    swap,
    cache: flag('cache'),
    out: flag('out'),
  })
}

function parseBackend(flag: Flags['flag']): Result<BackendChoice, string> {
  const backend = flag('backend') ?? 'auto'
  if (!backends.includes(backend)) return fail(`--backend is auto, wasm, webgpu or cpu, not ${backend}.`)
  return succeed(backend as BackendChoice)
}

function parseExport(document: string, flag: Flags['flag']): Result<ExportCommand, string> {
  const to = flag('to')
  if (to !== 'json' && to !== 'typescript')
    return fail('Say what to export to: --to json or --to typescript.')
  const out = flag('out')
  if (out === null) return fail('Say where to write the export: --out DIR.')
  return succeed({ name: 'export', document, to, out, from: flag('from') })
}

function parseData(given: readonly string[]): Result<Record<string, string>, string> {
  const paths = new Map<string, string>()
  for (const pair of given) {
    const [, value = '', path = ''] = /^([a-z][a-z0-9_]*)=(.+)$/.exec(pair) ?? []
    if (path === '') return fail(`--data wants VALUE=PATH, such as real=path/to/mnist, not ${pair}.`)
    if (paths.has(value)) return fail(`--data names ${value} twice.`)
    paths.set(value, path)
  }
  return succeed(Object.fromEntries(paths))
}

function wholeNumber(
  name: string,
  text: string | null,
  { from, to }: { from: number; to: number },
): Result<number | null, string> {
  if (text === null) return succeed(null)
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return succeed(value)
  return fail(`--${name} is a whole number from ${from} to ${to}, not ${text}.`)
}
