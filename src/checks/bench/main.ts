// `npm run bench`: our engine beside stock TensorFlow.js and PyTorch, every figure beside its peers in the same run.
import { timeCompile, type CompileTime } from './compileTime'
import { readGames, type Game } from './games'
import { timeKernels, type KernelSpeed } from './kernels'
import { countLaunches, type LaunchTable } from './launches'
import { machine, type Machine } from './machine'
import { readOptions, usage, type Options, type Section } from './options'
import * as print from './report'
import { contendersFor, timeRounds, type GameTimes } from './rounds'
import { measureGrowth, timeStart, type GrowthOf, type StartTime } from './startTime'

interface Report {
  machine: Machine
  rounds?: GameTimes[]
  launches?: LaunchTable
  kernels?: KernelSpeed[]
  compile?: CompileTime[]
  start?: StartTime[]
  growth?: GrowthOf[]
  /** Why a section could not be measured here. */
  failed: { section: Section; reason: string }[]
}

const games = readGames()

type Say = (text: string) => void

/** Everything that a section needs to know. */
interface Run {
  options: Options
  report: Report
  say: Say
  /** The chosen games, with the batch that each is played with. */
  chosen: [string, Game, number][]
}

/** The game that a section is about: the one that `games.json` marks, where it is among the chosen ones. */
function gameFor({ chosen }: Run, mark: 'counted' | 'started' | 'grown'): [string, Game, number] {
  const found = chosen.find(([, game]) => game[mark]) ?? chosen[0]
  if (!found) throw new Error('no game is chosen')
  return found
}

const measure: Record<Section, (run: Run) => Promise<void>> = {
  rounds: async ({ options, report, say, chosen }) => {
    report.rounds = []
    const budget = { milliseconds: 1000 * options.seconds, turns: options.quick ? 1 : 15 }
    for (const [name, game, batch] of chosen) {
      const times = await timeRounds(name, game, { contenders: contendersFor(options), batch, budget })
      report.rounds.push(times)
      say(print.printRounds(times))
    }
  },
  launches: async (run) => {
    const [name, game, batch] = gameFor(run, 'counted')
    const { quick, batch: asked } = run.options
    const counted = { batch: asked ?? Math.max(batch, game.batch.gpu), rounds: quick ? 2 : 8 }
    run.report.launches = await countLaunches(name, game, counted)
    run.say(print.printLaunches(run.report.launches))
  },
  kernels: async ({ options, report, say, chosen }) => {
    report.kernels = []
    const [backend = 'wasm'] = options.backends
    const { quick, seconds } = options
    for (const [name, game, batch] of chosen.filter(([, game]) => game.kernels)) {
      const budget = { milliseconds: (1000 * seconds) / 3, turns: quick ? 1 : 5, each: quick ? 1 : 100 }
      const speeds = await timeKernels(name, game, { backend, batch, budget })
      report.kernels.push(...speeds)
      say(print.printKernels(game.title, backend, speeds))
    }
  },
  compile: ({ options, report, say }) => {
    const times = options.quick ? 2 : 9
    report.compile = [10, 100, 1000].map((layers) => timeCompile(layers, times))
    say(print.printCompile(report.compile))
    return Promise.resolve()
  },
  start: async (run) => {
    const [name, game, batch] = gameFor(run, 'started')
    const [backend = 'wasm'] = run.options.backends
    run.report.start = await timeStart(name, game, { backend, batch, times: run.options.quick ? 1 : 3 })
    run.say(print.printStart(run.report.start))
  },
  growth: async (run) => {
    const [name, game, batch] = gameFor(run, 'grown')
    const [backend = 'wasm'] = run.options.backends
    run.report.growth = await measureGrowth(name, game, { backend, batch, rounds: run.options.rounds })
    run.say(print.printGrowth(run.report.growth))
  },
}

async function measureAll(options: Options, say: Say): Promise<Report> {
  const report: Report = { machine: machine(), failed: [] }
  const batchOf = ({ batch }: Game) =>
    options.batch ?? (options.backends[0] === 'webgpu' ? batch.gpu : batch.cpu)
  const chosen = Object.entries(games)
    .filter(([name]) => options.games?.includes(name) ?? true)
    .map(([name, game]): [string, Game, number] => [name, game, batchOf(game)])
  say(`${report.machine.text}\n`)
  for (const section of options.only) {
    try {
      await measure[section]({ options, report, say, chosen })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      report.failed.push({ section, reason })
      say(`${section}: ${reason}\n`)
    }
  }
  return report
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), Object.keys(games))
  if (!options.ok) {
    process.stderr.write(`${options.error}\n`)
    return 2
  }
  if (options.value.help) {
    process.stdout.write(`${usage}\nGames: ${Object.keys(games).join(', ')}.\n`)
    return 0
  }
  const { json } = options.value
  const report = await measureAll(options.value, (text) => void (json || process.stdout.write(`${text}\n`)))
  if (json) process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
  return 0
}

process.exit(await main())
