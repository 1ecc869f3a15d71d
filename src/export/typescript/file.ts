// Puts an exported file together: its parts in reading order, and of the small functions only those that it calls.
import type { Program } from '../../compiler/program/program'
import { printData, printDraw, printWeightTable } from './draws'
import { readFolder, readsFolder, readsIdx } from './folders'
import { painting } from './made/painting'
import { hasLimits, limited, printLimits } from './keeping'
import {
  averagedPlayers,
  optimizerForm,
  printBuild,
  printImports,
  printMain,
  printPhaseOf,
  printRates,
  printWeights,
} from './main'
import { formOf, printBuilder, printLayer, type PrintedLayer } from './networks'
import { allInstructions, planFile, type Plan } from './plan'
import { gradientsIn, layersUnder, printRepairs } from './secondOrder'
import { samplerOf } from './samplers'
import * as snippets from './snippets'
import { printMove, printRound, printTypes, ratesOf, usesCurve } from './steps'
import { wasmConvolutions, wasmMatMul } from './wasmSnippets'
import { commentText, quote, scalarText } from './text'

/** The TypeScript of a program that `unexportable` finds nothing wrong with, and whether it reads picture files. */
export function printFile(program: Program, { slug }: { slug: string }): { text: string; pictures: boolean } {
  const plan = planFile(program)
  const layers = Object.entries(program.networks).flatMap(([network, { instructions }]) =>
    instructions.map((layer) => ({ network, layer, printed: printLayer(plan, network, layer) })),
  )
  const printed = layers.map((entry) => entry.printed)
  const opened = Object.keys(program.data).filter((id) => plan.fieldsOf(id).length > 0)
  const idx = opened.some((id) => readsIdx(plan, id))
  const pictures = opened.some((id) => readsFolder(plan, id))
  const rows = layers
    .filter((entry) => entry.printed.weightNames.length > 0)
    .map((entry): [string, string, string[]] => [entry.network, entry.layer.id, entry.printed.weightNames])
  const body = [
    section('Networks'),
    ...classes(program, printed),
    ...printBuilders(plan),
    printBuild(plan),
    section('Training'),
    printTypes(plan),
    ...plan.moves.map((move) => printMove(plan, move)),
    printRound(plan),
    ...(ratesOf(plan).length > 0 ? [printRates(plan)] : []),
    ...(hasLimits(plan) ? [printLimits(plan)] : []),
    ...(plan.phases.length > 1 ? [printPhaseOf(plan)] : []),
    section('Data and noise'),
    printData(plan),
    printDraw(plan),
    ...samplerSources(plan),
    section('Weights'),
    namesType(program),
    printWeightTable(rows),
    printWeights(plan),
    section('Start'),
    printMain(plan).replace('emptyLosses()', emptyLosses(program)),
  ]
  const tools = usedSnippets(plan, { text: body.join('\n'), convolutions: hasConvolutions(printed) })
  const head = [
    header(program, { slug, files: idx || pictures, pictures }),
    printImports({ idx, pictures }),
    constants(program),
  ]
  const text = [...head, ...body, section('Small functions'), ...tools].join('\n\n') + '\n'
  return { text, pictures }
}

function header(
  { title }: Program,
  { slug, files, pictures }: { slug: string; files: boolean; pictures: boolean },
): string {
  const start = `npm install && npx tsx ${slug}.ts${files ? ' --data DIR' : ''} [--rounds N] [--report N]`
  return [
    `// A game of networks called “${commentText(title)}”, exported from Ganvas as TensorFlow.js layers.`,
    '//',
    `// To train it:  ${start}`,
    `// To use it:    const networks = build(); const losses = round(networks, draw(${pictures ? "await openData(['DIR'])" : 'openData([])'}))`,
    '//',
    '// Training starts from the weights in weights.safetensors, if that lies beside this file. Nothing runs on import.',
  ].join('\n')
}

function section(title: string): string {
  return `// ${'-'.repeat(Math.max(3, 100 - title.length))} ${title}`
}

function constants({ batch, rounds }: Program): string {
  return `const batchSize = ${scalarText(batch)}\nconst plannedRounds = ${scalarText(rounds)}`
}

function namesType({ networks }: Program): string {
  const names = Object.keys(networks).map(quote)
  const flat = `type NetworkName = ${names.join(' | ') || 'never'}`
  return flat.length <= 110 ? flat : ['type NetworkName =', ...names.map((name) => `  | ${name}`)].join('\n')
}

function emptyLosses({ players }: Program): string {
  const flat = `{ ${Object.keys(players)
    .map((player) => `${player}: []`)
    .join(', ')} }`
  if (`  const losses: Record<Player, number[]> = ${flat}`.length <= 110) return flat
  return ['{', ...Object.keys(players).map((player) => `    ${player}: [],`), '  }'].join('\n')
}

/** A note on a layer stands where it is met first. */
function printBuilders(plan: Plan): string[] {
  const noted = new Set<string>()
  return Object.entries(plan.program.networks).map(([network, body]) =>
    printBuilder(plan, { network, body, noted }),
  )
}

/** Layers that tf.layers lacks and optimizers of our own, each once. */
function classes(program: Program, layers: PrintedLayer[]): string[] {
  const sources = layers.flatMap(({ source }) => (source ? [[source.className, source.text] as const] : []))
  const forms = Object.keys(program.players).map((player) => optimizerForm(program, player))
  const optimizers = forms.flatMap((form) =>
    form.kind === 'class' ? [[form.className, form.source] as const] : [],
  )
  return [...new Map([...sources, ...optimizers]).values()]
}

function samplerSources(plan: Plan): string[] {
  const used = Object.entries(plan.program.data).filter(([id]) => plan.fieldsOf(id).length > 0)
  const sources = used.flatMap(([, data]) => samplerOf(data)?.source ?? [])
  return [...new Set(sources)]
}

/** By what tf.layers calls them, in whatever kinds they come. */
function hasConvolutions(layers: PrintedLayer[]): boolean {
  const convolution = /conv\d?d/i
  return layers.some(({ factories, source }) =>
    [...factories, source?.text ?? ''].some((text) => convolution.test(text)),
  )
}

/** Small functions that the file calls, and those that they call in turn, in one fixed order. */
function usedSnippets(plan: Plan, { text, convolutions }: { text: string; convolutions: boolean }): string[] {
  const rates = ratesOf(plan).length > 0
  const averages = averagedPlayers(plan).length > 0
  const kinds = allInstructions(plan.program)
    .filter((instruction) => instruction.op === 'apply')
    .map(plan.kindOf)
  const fromKinds = kinds.flatMap((kind) => Object.entries(kind.functions ?? {}))
  const all: [name: string, source: string][] = [
    ['run', snippets.run],
    ['runQuietly', snippets.runQuietly],
    ['runAllQuietly', snippets.runAllQuietly],
    ['runAll', snippets.runAll],
    ['step', `${snippets.move}\n\n${snippets.step({ rates, averages, limits: hasLimits(plan) })}`],
    ['limited', limited],
    ['meanOf', snippets.meanOf],
    ['variables', snippets.variables],
    ...new Map(fromKinds),
    ['follow', snippets.follow],
    ['setRate', snippets.setRate],
    ...(usesCurve(plan, 'linear') ? ([['linear', snippets.linear]] as [string, string][]) : []),
    ...(usesCurve(plan, 'step') ? ([['stepwise', snippets.stepwise]] as [string, string][]) : []),
    ['fractionDone', snippets.fractionDone],
    ['connect', snippets.connect],
    ['normal', snippets.normal],
    ['fanInUniform', snippets.fanInUniform],
    ['repeat', snippets.repeat],
    ['stack', snippets.stack],
    ['randomDraws', snippets.randomDraws],
    ...painting,
    ['gaussian', snippets.gaussian],
    ['folderOf', snippets.folderOf],
    ['takePictures', snippets.takePictures],
    ['readPictures', snippets.idx],
    ['readFolder', readFolder],
    ['readLabels', snippets.idxLabels],
  ]
  const under = layersUnder(gradientsIn(allInstructions(plan.program)), plan.program.networks)
  const repaired = printRepairs(under.map(([network, layer]) => formOf(plan, network, layer)))
  const used = new Set<string>()
  const search = (source: string) => {
    for (const [name, snippet] of all) {
      if (used.has(name) || !new RegExp(`(?<![.\\w])${name}\\(`).test(source)) continue
      used.add(name)
      search(snippet)
    }
  }
  search(text)
  return [
    ...all.filter(([name]) => used.has(name)).map(([, source]) => source),
    ...(repaired === null ? [] : [repaired]),
    wasmMatMul,
    ...(convolutions ? [wasmConvolutions] : []),
  ]
}
