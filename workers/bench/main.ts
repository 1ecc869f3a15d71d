// `npm run bench`: the templates on each backend beside PyTorch, and whether tensors stay behind.
import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compileProgram } from '../../src/compiler/compile'
import type { Program } from '../../src/compiler/program'
import { parseDocumentText } from '../../src/document/parse'
import { provideGpu } from '../cli/gpu'
import { makeSource } from '../data/makeSource'
import { loadOps, startBackend } from '../engine/backends'
import type { BackendName } from '../trainer.api'
import { measureGrowth, measureRound, type RoundCost, type TensorGrowth } from './measure'
import { timeTorch, type TorchTime } from './torch'

const usage = `npm run bench -- [--json] [--template NAME]… [--backend wasm|cpu|webgpu]… [--seconds S] [--rounds N] [--no-torch]
  --seconds S   time each round for about S seconds (5)
  --rounds N    count tensors after round 10 and round N, on the first backend (1000; 0: do not)
`

interface Line {
  template: string
  rounds: Record<string, RoundCost>
  torch: TorchTime | null
  tensors: TensorGrowth | null
}

interface Settings {
  backends: BackendName[]
  seconds: number
  rounds: number
  torch: boolean
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    template: { type: 'string', multiple: true },
    backend: { type: 'string', multiple: true, default: ['wasm', 'cpu'] },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '1000' },
    'no-torch': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const ops = loadOps()
const folder = new URL('../../templates/', import.meta.url)

function readProgram(name: string): Program {
  const document = parseDocumentText(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  const program = document.ok ? compileProgram(document.value) : document
  if (!program.ok) throw new Error(`${name}: ${program.error.map(({ message }) => message).join(' ')}`)
  return program.value
}

async function measure(template: string, { backends, seconds, rounds, torch }: Settings): Promise<Line> {
  const program = readProgram(template)
  const made = Object.entries(program.data).map(
    async ([name, section]) => [name, await makeSource(section)] as const,
  )
  const subject = { ops, program, sources: Object.fromEntries(await Promise.all(made)) }
  const line: Line = { template, rounds: {}, torch: null, tensors: null }
  for (const backend of backends) {
    const started = await startBackend({ ops, provideGpu }, backend)
    if (!started.ok) {
      process.stderr.write(`${backend} does not start: ${started.error}.\n`)
      continue
    }
    line.rounds[backend] = await measureRound(subject, seconds)
    if (backend === backends[0] && rounds > 10) line.tensors = await measureGrowth(subject, rounds)
  }
  if (torch) line.torch = await timeTorch(program, seconds)
  return line
}

function print({ template, rounds, torch, tensors }: Line): void {
  const costs = Object.entries(rounds).map(
    ([backend, { milliseconds }]) => `${backend} ${milliseconds.toFixed(1)} ms`,
  )
  const beside = torch === null ? [] : [`PyTorch ${torch.version} ${torch.milliseconds.toFixed(1)} ms`]
  const [first] = Object.values(rounds)
  const counted =
    first === undefined ? [] : [`${first.kernels} kernels, peak ${(first.peakBytes / 1e6).toFixed(1)} MB`]
  const stay =
    tensors === null ? [] : [`tensors ${tensors.early} → ${tensors.late} (round 10 → ${tensors.rounds})`]
  process.stdout.write(`${template.padEnd(16)} ${[...costs, ...beside, ...counted, ...stay].join(' · ')}\n`)
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const all = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const templates = values.template ?? all.map((name) => name.slice(0, -'.json'.length))
  const settings: Settings = {
    backends: values.backend as BackendName[],
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    torch: !values['no-torch'],
  }
  const lines: Line[] = []
  for (const template of templates) {
    const line = await measure(template, settings)
    lines.push(line)
    if (!values.json) print(line)
  }
  if (values.json) process.stdout.write(`${JSON.stringify(lines, null, 1)}\n`)
}

await main()
process.exit(0)
