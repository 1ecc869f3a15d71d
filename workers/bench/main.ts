// `npm run bench`: our engine beside stock TensorFlow.js and PyTorch, every figure beside its peers in the same run.
import { machine, type Machine } from './machine'
import { readGames } from './games'
import { readOptions, usage, type Options } from './options'
import { printRounds } from './report'
import { contendersFor, timeRounds, type GameTimes } from './rounds'

interface Report {
  machine: Machine
  rounds?: GameTimes[]
}

const games = readGames()

async function measure(options: Options, print: (text: string) => void): Promise<Report> {
  const report: Report = { machine: machine() }
  print(`${report.machine.text}\n`)
  if (options.only.includes('rounds')) {
    report.rounds = []
    for (const [name, game] of Object.entries(games)) {
      if (options.games?.includes(name) === false) continue
      const batch = options.batch ?? (options.backends[0] === 'webgpu' ? game.batch.gpu : game.batch.cpu)
      const turns = options.quick ? 1 : 15
      const budget = { milliseconds: 1000 * options.seconds, turns }
      const times = await timeRounds(name, game, { contenders: contendersFor(options), batch, budget })
      report.rounds.push(times)
      print(printRounds(times))
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
  const report = await measure(options.value, (text) => void (json || process.stdout.write(`${text}\n`)))
  if (json) process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
  return 0
}

process.exit(await main())
