// Changing an id: one edit that rewrites references, knobs, schedule, ownership and layout, so that nothing dangles.
import { produce } from 'immer'
import { own } from '../lib/own'
import { fail, succeed, type Result } from '../lib/result'
import { isTakenIn } from './editNodes'
import { idProblem, readNode, type NodeName } from './ids'
import { pointer } from './pointer'
import { rewriteGame, rewriteNetwork, splitReference, withReferenceId } from './references'
import type { GanvasDocument } from './types'
import { blocksThatCopy, rewriteUses, weightPrefixes, wiresInto } from './uses'

interface Changed {
  document: GanvasDocument
  /** Weight-path prefixes, old → new: the engine keeps what stands under them. */
  renamed: Record<string, string>
}

/** Gives a layer, value, network input, network output (`out:NAME`) or player (`player:ID`) another id. */
export function changeId(
  document: GanvasDocument,
  args: { graph: string; node: string; id: string },
): Result<Changed> {
  const { graph, node, id } = args
  const name = readNode(node)
  const record = recordOf(document, graph, name)
  if (!record) return fail(`There is no ${name.id}.`)
  if (name.id === id) return succeed({ document, renamed: {} })
  const isTaken =
    name.role === 'node' ? isTakenIn(document, graph) : (other: string) => Object.hasOwn(record, other)
  const problem = idProblem(id, isTaken)
  if (problem !== null) return fail(problem)
  const isLayer =
    name.role === 'node' && own(own(document.networks, graph)?.layers ?? {}, name.id) !== undefined
  const next = produce(document, (draft) => {
    if (name.role === 'player') renamePlayer(draft, name.id, id)
    else if (name.role === 'output') renameOutput(draft, graph, name.id, id)
    else if (graph === 'game') renameValue(draft, name.id, id)
    else renameInNetwork(draft, graph, name.id, id)
    const cards = own(draft.layout, graph)
    if (cards) draft.layout[graph] = withKey(cards, node, node.slice(0, node.length - name.id.length) + id)
  })
  const isValue = graph === 'game' && name.role === 'node'
  const prefixes = isLayer ? weightPrefixes(document, graph) : isValue ? ['game'] : []
  const renamed = prefixes.map((prefix) => [`${prefix}/${name.id}`, `${prefix}/${id}`] as const)
  return succeed({ document: next, renamed: Object.fromEntries(renamed) })
}

/** Gives a network another id. */
export function changeNetworkId(
  document: GanvasDocument,
  args: { network: string; id: string },
): Result<Changed> {
  const { network, id } = args
  if (!own(document.networks, network)) return fail(`There is no ${network}.`)
  if (network === id) return succeed({ document, renamed: {} })
  const problem = idProblem(id, (other) => Object.hasOwn(document.networks, other))
  if (problem !== null) return fail(problem)
  const next = produce(document, (draft) => {
    draft.networks = withKey(draft.networks, network, id)
    draft.layout = withKey(draft.layout, network, id)
    for (const { layer } of blocksThatCopy(draft, network)) layer.params = { ...layer.params, network: id }
    for (const value of Object.values(draft.game.values)) if (value.network === network) value.network = id
    renameTrained(draft, network, id)
    renamePointers(draft, ['networks', network], ['networks', id])
  })
  return succeed({ document: next, renamed: { [network]: id } })
}

function recordOf(
  { networks, game }: GanvasDocument,
  graph: string,
  { role, id }: NodeName,
): object | undefined {
  const network = own(networks, graph)
  const records = {
    player: graph === 'game' ? [game.players] : [],
    output: network ? [network.outputs] : [],
    node: graph === 'game' ? [game.values] : network ? [network.layers, network.inputs] : [],
  }
  return records[role].find((record) => Object.hasOwn(record, id))
}

/** The record with one key replaced, in the same order. */
function withKey<Value>(record: Record<string, Value>, from: string, to: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key === from ? to : key, value]))
}

function renamePlayer(draft: GanvasDocument, from: string, to: string): void {
  draft.game.players = withKey(draft.game.players, from, to)
  for (const { steps } of draft.game.schedule) {
    for (const item of steps) item.step = item.step.map((player) => (player === from ? to : player))
  }
  renamePointers(draft, ['game', 'players', from], ['game', 'players', to])
}

function renameOutput(draft: GanvasDocument, graph: string, from: string, to: string): void {
  const network = own(draft.networks, graph)
  if (!network) return
  network.outputs = withKey(network.outputs, from, to)
  rewriteUses(draft, graph, (reference) => {
    const { id, output } = splitReference(reference)
    return output === from ? `${id}.${to}` : reference
  })
  renamePointers(draft, ['networks', graph, 'outputs', from], ['networks', graph, 'outputs', to])
}

function renameValue(draft: GanvasDocument, from: string, to: string): void {
  draft.game.values = withKey(draft.game.values, from, to)
  rewriteGame(draft.game, renamer(from, to))
  renamePointers(draft, ['game', 'values', from], ['game', 'values', to])
}

function renameInNetwork(draft: GanvasDocument, graph: string, from: string, to: string): void {
  const network = own(draft.networks, graph)
  if (!network) return
  if (Object.hasOwn(network.inputs, from)) {
    for (const wired of wiresInto(draft, graph)) wired.in = withKey(wired.in, from, to)
  } else renameTrained(draft, `${graph}/${from}`, `${graph}/${to}`)
  network.inputs = withKey(network.inputs, from, to)
  network.layers = withKey(network.layers, from, to)
  rewriteNetwork(network, renamer(from, to))
  for (const record of ['layers', 'inputs']) {
    renamePointers(draft, ['networks', graph, record, from], ['networks', graph, record, to])
  }
}

function renamer(from: string, to: string) {
  return (reference: string) =>
    splitReference(reference).id === from ? withReferenceId(reference, to) : reference
}

function renameTrained(draft: GanvasDocument, from: string, to: string): void {
  for (const player of Object.values(draft.game.players)) {
    player.trains = player.trains.map((path) =>
      path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path,
    )
  }
}

function renamePointers(draft: GanvasDocument, from: readonly string[], to: readonly string[]): void {
  const [before, after] = [pointer(...from), pointer(...to)]
  for (const knob of draft.knobs) {
    knob.set = knob.set.map((place) =>
      place === before || place.startsWith(`${before}/`) ? after + place.slice(before.length) : place,
    )
  }
}
