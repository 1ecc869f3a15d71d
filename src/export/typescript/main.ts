// Prints what happens when an exported file is started: weights in and out, the loop, and the command line.
import type { Program } from '../../compiler/program/program'
import type { Curve } from '../../document/types'
import { optimizers } from '../../kinds/registry'
import type { OptimizerKind } from '../../kinds/optimizerTypes'
import { readsFolder } from './folders'
import { memoryCode } from './keeping'
import { flatText, layOut, readCode, statement, type Code } from './layout'
import type { Plan } from './plan'
import { curveCode, ownedVariables, ratesOf } from './steps'
import { quote, scalarText } from './text'

/** `export function build`: the networks with their optimizers and averages. */
export function printBuild(plan: Plan): string {
  const { program } = plan
  const networks: Code = {
    entries: Object.keys(program.networks).map((id) => [id, `${plan.builderOf(id)}()`]),
  }
  const averages = averagedPlayers(plan).map(([player, decay]): [string, Code] => {
    const values: Code = { call: 'copies', args: [ownedVariables(plan, player)] }
    return [
      player,
      {
        entries: [
          ['decay', scalarText(decay)],
          ['values', values],
        ],
      },
    ]
  })
  const memory = memoryCode(plan)
  return [
    '/** The networks with fresh weights, and what training keeps beside them. */',
    'export function build() {',
    statement('const networks = ', networks, 2),
    statement('const optimizerOf: Record<Player, tf.Optimizer> = ', printOptimizers(plan), 2),
    ...(averages.length === 0 ? [] : [statement('const averageOf: Averages = ', { entries: averages }, 2)]),
    ...(memory === null ? [] : [statement('const memoryOf = ', memory, 2)]),
    `  return { ...networks, optimizerOf${averages.length === 0 ? '' : ', averageOf'}${memory === null ? '' : ', memoryOf'}, roundsDone: 0 }`,
    '}',
    '',
    'export type Networks = ReturnType<typeof build>',
    ...(averages.length === 0 ? [] : ['', averagesType]),
  ].join('\n')
}

const averagesType = `/** Exponential moving averages of what a player trains. */
type Averages = Partial<Record<Player, { decay: number; values: tf.Variable[] }>>

function copies(weights: tf.Variable[]): tf.Variable[] {
  return weights.map((weight) => tf.variable(weight, false))
}`

function printOptimizers({ program }: Plan): Code {
  return {
    entries: Object.keys(program.players).map((player) => [
      player,
      readCode(optimizerForm(program, player).call),
    ]),
  }
}

/** How a player's optimizer is written; a rate that changes starts with its first value. */
export function optimizerForm({ players }: Program, player: string): ReturnType<OptimizerKind['tfjs']> {
  const { kind, params } = players[player]?.optimizer ?? { kind: '', params: {} }
  const optimizer = optimizers[kind]
  if (!optimizer) throw new Error(`no optimizer ${kind}`)
  const rate = params.rate as Curve
  const points = typeof rate === 'number' ? [[0, rate]] : [...rate.points].sort((a, b) => a[0] - b[0])
  return optimizer.tfjs({ ...params, rate: points[0]?.[1] ?? 0 })
}

/** Players that keep an average of what they train. */
export function averagedPlayers({ program }: Plan): [player: string, decay: number][] {
  return Object.entries(program.players).flatMap(([player, { average }]): [string, number][] =>
    average > 0 ? [[player, average]] : [],
  )
}

/** The learning rates that change. */
export function printRates(plan: Plan): string {
  const lines = ratesOf(plan).map(([player, curve]) => {
    const code = curveCode(curve, 'done')
    const flat = `  ${player}: (done) => ${flatText(code)},`
    if (flat.length <= 110) return flat
    return `  ${player}: (done) =>\n    ${layOut(code, { indent: 4, before: '', after: 1 })},`
  })
  return [
    '/** Learning rates that change with the fraction of the planned rounds. */',
    'const rateOf: Partial<Record<Player, (done: number) => number>> = {',
    ...lines,
    '}',
  ].join('\n')
}

/** `phaseOf`: which phase of the schedule a round belongs to. */
export function printPhaseOf(plan: Plan): string {
  return [
    '/** The phase that the next round belongs to; the last one holds. */',
    'function phaseOf(networks: Networks): number {',
    `  const ends = [${plan.phases.map(({ until }) => scalarText(until)).join(', ')}]`,
    '  const phase = ends.findIndex((end) => fractionDone(networks) < end)',
    '  return phase < 0 ? ends.length - 1 : phase',
    '}',
  ].join('\n')
}

/** Reading and writing of safetensors. */
export function printWeights(plan: Plan): string {
  const averages = averagedPlayers(plan).map(([player]) => statement('', restart(plan, player), 2))
  const first = averages.length === 0 ? [] : ['  // Averages start over from the weights.', ...averages]
  return `${loadWeights.replace('  // averages\n', first.map((line) => `${line}\n`).join(''))}\n\n${saveWeights}`
}

function restart(plan: Plan, player: string): Code {
  return { call: 'follow', args: [`networks.averageOf.${player}!.values`, ownedVariables(plan, player), '0'] }
}

const loadWeights = `/** Puts the weights of a safetensors file in place. */
export function loadWeights(networks: Networks, file: Buffer): void {
  const start = 8 + Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, start)) as Record<string, StoredArray>
  for (const [network, layer, names] of savedLayers) {
    const arrays = names.map((name) => {
      const stored = header[\`\${network}/\${layer}/\${name}\`]
      if (!stored) throw new Error(\`The weights have no \${network}/\${layer}/\${name}.\`)
      const [from, to] = stored.data_offsets
      const values = new Float32Array(Uint8Array.from(file.subarray(start + from, start + to)).buffer)
      return tf.tensor(values, stored.shape)
    })
    networks[network].getLayer(layer).setWeights(arrays)
    tf.dispose(arrays)
  }
  // averages
}

/** An entry of a safetensors header. */
interface StoredArray {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}`

const saveWeights = `/** All weights as a safetensors file. */
export function saveWeights(networks: Networks): Buffer {
  const header: Record<string, StoredArray> = {}
  const parts: Buffer[] = []
  let end = 0
  for (const [network, layer, names] of savedLayers) {
    const arrays = networks[network].getLayer(layer).getWeights()
    names.forEach((name, i) => {
      const bytes = Buffer.from(Float32Array.from(arrays[i].dataSync()).buffer)
      const offsets: [number, number] = [end, end + bytes.length]
      header[\`\${network}/\${layer}/\${name}\`] = { dtype: 'F32', shape: arrays[i].shape, data_offsets: offsets }
      parts.push(bytes)
      end += bytes.length
    })
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, ...parts])
}`

/** `main` and the line that starts it. */
export function printMain(plan: Plan): string {
  const phased = plan.phases.length > 1
  const averages = averagedPlayers(plan).flatMap(([player]) => [
    statement(
      '',
      { call: 'follow', args: [ownedVariables(plan, player), `networks.averageOf.${player}!.values`, '0'] },
      2,
    ),
  ])
  const last =
    averages.length === 0
      ? []
      : ['  // What is kept are the averages: they make the better samples.', ...averages]
  const later = Object.keys(plan.program.data).some((id) => readsFolder(plan, id))
  return main
    .replace('openData(', later ? 'await openData(' : 'openData(')
    .replace('draw(data)', phased ? 'draw(data, networks)' : 'draw(data)')
    .replace('  // averages\n', last.map((line) => `${line}\n`).join(''))
}

const main = `/** Trains, prints losses, and writes the trained weights beside the file. */
async function main(): Promise<void> {
  const number = { type: 'string' } as const
  const { values: options } = parseArgs({
    options: { data: { type: 'string', multiple: true }, rounds: number, report: number },
  })
  const rounds = Number(options.rounds ?? plannedRounds)
  const report = Number(options.report ?? 100)
  if (!(rounds > 0) || !(report > 0)) throw new Error('--rounds and --report take a number above 0.')
  await tf.setBackend('wasm')
  const data = openData(options.data ?? [])
  const networks = build()
  const here = dirname(fileURLToPath(import.meta.url))
  const given = join(here, 'weights.safetensors')
  if (existsSync(given)) loadWeights(networks, readFileSync(given))
  const start = performance.now()
  const losses: Record<Player, number[]> = emptyLosses()
  for (let done = 1; done <= rounds; done++) {
    const batch = draw(data)
    for (const [player, loss] of Object.entries(round(networks, batch)) as [Player, number][]) {
      if (!Number.isFinite(loss)) throw new Error(\`Round \${done} diverged: the loss of \${player} is \${loss}.\`)
      losses[player].push(loss)
    }
    tf.dispose(batch)
    if (done % report !== 0 && done !== rounds) continue
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    console.log(JSON.stringify({ round: done, seconds, losses: meanOf(losses) }))
    for (const values of Object.values(losses)) values.length = 0
  }
  // averages
  writeFileSync(join(here, 'trained.safetensors'), saveWeights(networks))
  console.log('The weights are in trained.safetensors. Call them weights.safetensors to go on from them.')
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}`

/** The `import` lines. */
export function printImports({ idx, pictures }: { idx: boolean; pictures: boolean }): string {
  const fs = [
    'existsSync',
    ...(idx || pictures ? ['readdirSync'] : []),
    'readFileSync',
    'realpathSync',
    'writeFileSync',
  ]
  return [
    `import { ${fs.join(', ')} } from ${quote('node:fs')}`,
    "import { dirname, join } from 'node:path'",
    "import { fileURLToPath } from 'node:url'",
    "import { parseArgs } from 'node:util'",
    ...(idx ? ["import { gunzipSync } from 'node:zlib'"] : []),
    "import * as tf from '@tensorflow/tfjs'",
    "import '@tensorflow/tfjs-backend-wasm'",
    ...(pictures ? ["import sharp from 'sharp'"] : []),
  ].join('\n')
}
