// Everything that inference finds out about a document, kept for the compiler; the same document is analysed once.
import { pointer } from '../document/pointer'
import { problem, setting } from '../document/problems'
import { isReservedWord } from '../document/reservedWords'
import type { GanvasDocument, Problem } from '../document/types'
import { circleOf, copiedInto } from '../document/uses'
import type { TensorType } from '../kinds/types'
import { elementCount, formatCount } from '../lib/format'
import { own } from '../lib/own'
import { caps } from './check/caps'
import { checkPlayers } from './check/players'
import { checkSchedule } from './check/schedule'
import { checkKnobs, checkViews } from './check/views'
import { mixtureAdvice } from './infer/advice'
import { inferGraph } from './infer/graph'
import { inferNetwork } from './infer/network'
import type { Analysis, GraphInference, NetworkInference } from './infer/types'
import { wireProblem } from './infer/wire'
import type { Register } from './program/program'

const known = new WeakMap<GanvasDocument, Analysis>()

/** Never throws, whatever the document; the same object for the same document. */
export function analyseDocument(document: GanvasDocument): Analysis {
  let analysis = known.get(document)
  if (!analysis) known.set(document, (analysis = analyse(document)))
  return analysis
}

function analyse(document: GanvasDocument): Analysis {
  const { values } = document.game
  const networks = inferNetworks(document.networks)
  const game = inferGraph({
    role: 'value',
    nodes: values,
    sources: new Map(),
    base: ['game', 'values'],
    data: document.data,
    network: (id) => networks.get(id),
  })
  const calls = Object.values(values).flatMap(({ kind, network }) =>
    kind === 'call' && network !== undefined ? [network] : [],
  )
  const called = new Set(calls.filter((id) => networks.has(id)))
  const { trainers, problems: playerProblems } = checkPlayers({
    document,
    networks,
    called,
    copied: copiedInto(document.networks, called),
    scope: game.scope,
  })
  const analysis: Analysis = { networks, game, types: typesOf(game), called, trainers, problems: [] }
  const problems = [
    ...reservedIds(document),
    ...[...networks.values()].flatMap((network) => network.problems),
    ...game.problems,
    ...mixtures(document, game),
    ...playerProblems,
    ...checkSchedule(document, analysis),
    ...checkViews(document, game.scope),
    ...checkSizes(document, analysis),
    ...checkKnobs(document),
  ]
  return {
    ...analysis,
    problems: problems.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')),
  }
}

/** Networks in the document's order; those that blocks copy are inferred before those that copy them. */
function inferNetworks(networks: GanvasDocument['networks']): Map<string, NetworkInference> {
  const found = new Map<string, NetworkInference | undefined>(
    Object.keys(networks).map((id) => [id, undefined]),
  )
  const infer = (id: string): NetworkInference | undefined => {
    const network = own(networks, id)
    const done = found.get(id)
    if (!network || done) return done
    const inference = inferNetwork(id, network, {
      network: infer,
      circle: (target) => circleOf(networks, id, target),
    })
    found.set(id, inference)
    return inference
  }
  return new Map(
    [...found.keys()].flatMap((id) => {
      const inference = infer(id)
      return inference ? [[id, inference] as const] : []
    }),
  )
}

/** Types of all registers of a graph that are known. */
export function typesOf(graph: GraphInference): Record<Register, TensorType> {
  const outputs = [...graph.scope.values()].flatMap((found) => found ?? [])
  return Object.fromEntries(outputs.map(({ register, type }) => [register, type]))
}

/** Ids by the record that they stand in; `graph` and `prefix` make the canvas's names of what can be renamed. */
function reservedIds({ networks, game, data }: GanvasDocument): Problem[] {
  const records: { ids: object; path: string[]; graph?: string; prefix?: string }[] = [
    { ids: networks, path: ['networks'] },
    { ids: game.values, path: ['game', 'values'], graph: 'game' },
    { ids: game.players, path: ['game', 'players'], graph: 'game', prefix: 'player:' },
    { ids: data, path: ['data'] },
    ...Object.entries(networks).flatMap(([id, { inputs, layers, outputs }]) => [
      { ids: inputs, path: ['networks', id, 'inputs'], graph: id },
      { ids: layers, path: ['networks', id, 'layers'], graph: id },
      { ids: outputs, path: ['networks', id, 'outputs'], graph: id, prefix: 'out:' },
    ]),
  ]
  return records.flatMap(({ ids, path, graph, prefix = '' }) =>
    Object.keys(ids)
      .filter(isReservedWord)
      .map((id) => {
        const free = `${id}_1`
        const node = graph === undefined ? null : prefix + id
        const renaming = { kind: 'rename', graph: graph ?? id, node, id: free } as const
        return problem('reserved_word', {
          where: pointer(...path, id),
          message: `${id} cannot be an id: it means something in TypeScript or Python, where ids become names.`,
          remedy: `Rename it, to ${free} for example.`,
          repairs: ids === data ? [] : [renaming],
        })
      }),
  )
}

/** One network that sees two meanings at one input, such as [0, 1] pictures against [−1, 1] ones. */
function mixtures({ game, networks }: GanvasDocument, { nodes, scope }: GraphInference): Problem[] {
  const seen = new Map<string, { source: string; domain: TensorType['domain'] }>()
  const problems: Problem[] = []
  for (const [id, value] of Object.entries(game.values)) {
    const { network } = value
    if (network === undefined || !nodes.has(id)) continue
    for (const [port, source] of Object.entries(value.in)) {
      const register = nodes.get(id)?.in[port]
      const domain = [...scope.values()].flat().find((output) => output?.register === register)?.type.domain
      // Where the port itself says what it expects, the wire has its warning already.
      const expected = networks[network]?.inputs[port]?.domain
      if (domain === undefined || (expected !== 'any' && expected !== 'features')) continue
      const key = `${network}.${port}`
      const first = seen.get(key)
      if (!first) seen.set(key, { source, domain })
      const advice = first && mixtureAdvice({ network, port, first, second: { source, domain } })
      if (!advice) continue
      const path = ['game', 'values', id]
      problems.push(wireProblem('domain_mismatch', path, port, advice))
    }
  }
  return problems
}

/** Memory by arithmetic: nothing is allocated for a document that cannot fit. */
function checkSizes(
  { game, data, networks: drawn }: GanvasDocument,
  { networks, types, called }: Analysis,
): Problem[] {
  const problems: Problem[] = []
  const copied = copiedInto(drawn, called)
  const whole = [...networks].filter(([id]) => called.has(id) || !copied.has(id))
  const total = whole.reduce((sum, [, network]) => sum + network.total, 0)
  if (total > caps.parameters) {
    const message = `The networks have ${formatCount(total)} parameters together; at most ${formatCount(caps.parameters)} fit.`
    const remedy = `Make a layer smaller in ${Object.keys(drawn).join(' or ')}.`
    problems.push(problem('too_large', { where: pointer('networks'), message, remedy }))
  }
  const registers = Object.values(types).map(({ shape }) => elementCount(shape))
  const largest = Math.max(0, ...registers, ...[...networks.values()].map((network) => network.largest))
  if (largest * game.batch > caps.batch) {
    const message = `A batch of ${formatCount(game.batch)} makes a tensor of ${formatCount(largest * game.batch)} numbers; at most ${formatCount(caps.batch)} fit.`
    const remedy = 'Choose a smaller batch.'
    problems.push(tooMany(['game', 'batch'], message, remedy, Math.floor(caps.batch / largest)))
  }
  for (const [id, { count, fields }] of Object.entries(data)) {
    const field = Object.values(fields).find(({ shape }) => elementCount(shape) * count > caps.data)
    if (!field) continue
    const size = elementCount(field.shape)
    const message = `${id} holds ${formatCount(size * count)} numbers; at most ${formatCount(caps.data)} fit.`
    const remedy = 'Use fewer samples.'
    problems.push(tooMany(['data', id, 'count'], message, remedy, Math.floor(caps.data / size)))
  }
  return problems
}

/** A count that is too large, where `most` fit. */
function tooMany(path: string[], message: string, remedy: string, most: number): Problem {
  const repairs = most > 0 ? [setting(path, most)] : []
  return problem('too_large', { where: pointer(...path), message, remedy, repairs })
}
