// Trains and measures the templates of the plan and writes the table: `tsx src/checks/figures/main.ts [--runs FOLDER] [--seeds N] [--table] [ID…]`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { figuresTable, type Figures, type Plan, type Run } from './table'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const home = fileURLToPath(new URL('.', import.meta.url))
const resultsPath = join(home, 'results.json')
const wasm = ['--backend', 'wasm']

async function readJson<T>(path: string, otherwise: T): Promise<T> {
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as T) : otherwise
}

/** Runs the command line in a child, so that every run starts with fresh memory; yields the JSON lines that it prints. */
function ganvas(words: string[]): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      process.stderr.write(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`ganvas ${words.join(' ')} ended with ${code}`))
      const lines = printed.split('\n').filter((line) => line.startsWith('{'))
      resolve(lines.map((line) => JSON.parse(line) as Record<string, unknown>))
    })
  })
}

async function countParameters(id: string): Promise<Record<string, number>> {
  const [line] = await ganvas(['check', `templates/${id}.json`])
  const networks = (line?.networks ?? {}) as Record<string, { parameters: number }>
  return Object.fromEntries(Object.entries(networks).map(([name, { parameters }]) => [name, parameters]))
}

/** One run to the end of the plan, from its checkpoint where an earlier one was interrupted; then its measures. */
async function makeRun(id: string, seed: number, runs: string): Promise<Run> {
  const out = join(runs, `${id}-${seed}`)
  const document = `templates/${id}.json`
  const finished = join(out, 'run.json')
  if (!existsSync(finished)) {
    const resume = existsSync(join(out, 'checkpoint.safetensors')) ? ['--resume', out] : []
    await mkdir(out, { recursive: true })
    const lines = await ganvas(['train', document, '--seed', `${seed}`, ...wasm, '--out', out, ...resume])
    const last = lines.findLast((line) => typeof line.seconds === 'number')
    if (!last) throw new Error(`${id}: the run said nothing of its end`)
    const [rounds, each] = [Number(last.round), Number(lines.at(-1)?.processorMsPerRound)]
    const seconds = Math.round(Number(last.seconds))
    const run = { rounds, seconds, processorSeconds: Math.round((each * rounds) / 1000) }
    await writeFile(finished, JSON.stringify(run))
  }
  const weights = ['--weights', join(out, 'weights.safetensors'), '--cache', join(runs, 'cache')]
  const done = (await ganvas(['evaluate', document, ...wasm, ...weights])).at(-1)
  const run = await readJson<Omit<Run, 'metrics'>>(finished, { rounds: 0, seconds: 0 })
  return { ...run, metrics: (done?.metrics ?? {}) as Run['metrics'] }
}

async function keepPicture(id: string, out: string): Promise<void> {
  const picture = join(out, 'samples.png')
  if (!existsSync(picture)) return
  const small = sharp(picture).resize({ width: 480, height: 480, fit: 'inside', withoutEnlargement: true })
  await mkdir(join(home, 'pictures'), { recursive: true })
  await small.png({ palette: true, colours: 64 }).toFile(join(home, 'pictures', `${id}.png`))
}

async function writeTable(plan: Plan, results: Figures): Promise<void> {
  await writeFile(resultsPath, `${JSON.stringify(results, null, 2)}\n`)
  const pictures = new Set(Object.keys(plan).filter((id) => existsSync(join(home, 'pictures', `${id}.png`))))
  const table = join(home, 'FIGURES.md')
  await writeFile(table, figuresTable(plan, results, pictures))
  await new Promise((resolve) =>
    spawn('npx', ['prettier', '--write', resultsPath, table], { cwd: root }).on('close', resolve),
  )
}

async function main(words: string[]): Promise<void> {
  const { values, positionals: ids } = parseArgs({
    args: words,
    options: { runs: { type: 'string' }, seeds: { type: 'string' }, table: { type: 'boolean' } },
    allowPositionals: true,
  })
  const runs = values.runs ?? join(tmpdir(), 'ganvas-figures')
  const plan = await readJson<Plan>(join(home, 'plan.json'), {})
  // Read anew for every run: several of these scripts may work on the same plan.
  const written = () => readJson<Figures>(resultsPath, {})
  const wanted = values.table ? [] : ids.length > 0 ? ids : Object.keys(plan)
  for (const id of wanted) {
    const seeds = Array.from(
      { length: Math.min(plan[id]?.seeds ?? 1, Number(values.seeds ?? Infinity)) },
      (_, index) => index + 1,
    )
    for (const seed of seeds) {
      if ((await written())[id]?.runs[seed]) continue
      const run = await makeRun(id, seed, runs)
      if (seed === 1) await keepPicture(id, join(runs, `${id}-1`))
      const results = await written()
      results[id] ??= { parameters: await countParameters(id), runs: {} }
      results[id].runs[seed] = run
      await writeTable(plan, results)
    }
  }
  await writeTable(plan, await written())
}

await main(process.argv.slice(2))
