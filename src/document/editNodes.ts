// Edits of nodes: layers and ports of networks, values and players of the game. All pure: they return a new document.
import { produce } from 'immer'
import { own } from '../lib/own'
import { freeId, readNode } from './ids'
import { rewriteGame, rewriteNetwork, splitReference, type ViewForms } from './references'
import { documentSchema } from './schema'
import { checkPlainData } from './structure'
import type { GanvasDocument, Network, Params, Port, Position, Reference } from './types'
import { rewriteUses, wiresInto } from './uses'

interface Added {
  document: GanvasDocument
  id: string
}

/** Layers and inputs share one id space. */
export function isTakenIn(document: GanvasDocument, graph: string): (id: string) => boolean {
  if (graph === 'game') return (id) => Object.hasOwn(document.game.values, id)
  const network = own(document.networks, graph)
  return (id) =>
    network !== undefined && (Object.hasOwn(network.layers, id) || Object.hasOwn(network.inputs, id))
}

/** Sets a card's place in a graph that exists; coordinates that are not finite are left out. */
export function place(
  document: GanvasDocument,
  graph: string,
  node: string,
  position: Position | undefined,
): void {
  const exists = graph === 'game' || Object.hasOwn(document.networks, graph)
  if (!exists || !position?.every(Number.isFinite)) return
  const cards = (document.layout[graph] ??= {})
  cards[node] = [position[0], position[1]]
}

/** Adds a layer to a network, or a value to the game; `network` is what a call calls. Its id follows its kind. */
export function addNode(
  document: GanvasDocument,
  args: {
    graph: string
    kind: string
    params: Params
    position?: Position
    network?: string
    in?: Record<string, Reference>
    id?: string
  },
): Added {
  const { graph, kind, params, position, network } = args
  const wish = args.id ?? (network === undefined ? kind : `call_${network}`)
  const id = freeId(wish, isTakenIn(document, graph))
  const next = produce(document, (draft) => {
    const base = { kind, in: { ...args.in }, params }
    if (graph === 'game') draft.game.values[id] = network === undefined ? base : { ...base, network }
    else {
      const target = own(draft.networks, graph)
      if (!target) return
      target.layers[id] = base
    }
    place(draft, graph, id, position)
  })
  return { document: next, id }
}

/** Adds an input to a network: a port with its shape and domain. */
export function addNetworkInput(
  document: GanvasDocument,
  args: { network: string; port: Port; position?: Position; id?: string },
): Added {
  const { network, port, position } = args
  const id = freeId(args.id ?? 'x', isTakenIn(document, network))
  const next = produce(document, (draft) => {
    const target = own(draft.networks, network)
    if (!target) return
    target.inputs[id] = port
    place(draft, network, id, position)
  })
  return { document: next, id }
}

/**
 * Adds an output to a network, with or without a source. References to calls that named no output, because there was only
 * one, name it from now on.
 */
export function addNetworkOutput(
  document: GanvasDocument,
  args: { network: string; source?: Reference; id?: string; position?: Position },
): Added {
  const { network, source = '', position } = args
  const outputs = own(document.networks, network)?.outputs ?? {}
  const id = freeId(args.id ?? 'out', (name) => Object.hasOwn(outputs, name))
  const next = produce(document, (draft) => {
    const target = own(draft.networks, network)
    if (!target) return
    const [only, ...others] = Object.keys(target.outputs)
    if (only !== undefined && others.length === 0) nameOutput(draft, network, only)
    target.outputs[id] = source
    place(draft, network, `out:${id}`, position)
  })
  return { document: next, id }
}

function nameOutput(draft: GanvasDocument, network: string, output: string): void {
  rewriteUses(draft, network, (reference) => {
    return splitReference(reference).output === null ? `${reference}.${output}` : reference
  })
}

/** Removes nodes with everything that hangs on them: wires, objectives, views (of the kinds `views`), steps and places. */
export function removeNodes(
  document: GanvasDocument,
  args: { graph: string; ids: readonly string[]; views: ViewForms },
): GanvasDocument {
  const { graph, ids, views } = args
  return produce(document, (draft) => {
    const cards = own(draft.layout, graph)
    for (const node of cards ? ids : []) delete cards?.[node]
    if (graph === 'game') removeFromGame(draft, ids, views)
    else removeFromNetwork(draft, { graph, ids, views })
  })
}

function removeFromGame({ game }: GanvasDocument, ids: readonly string[], views: ViewForms): void {
  const nodes = ids.map(readNode)
  const values = new Set(nodes.filter(({ role }) => role === 'node').map(({ id }) => id))
  for (const id of values) delete game.values[id]
  if (values.size > 0)
    rewriteGame(game, (reference) => (values.has(splitReference(reference).id) ? null : reference), views)
  for (const { role, id } of nodes) {
    if (role !== 'player' || !own(game.players, id)) continue
    delete game.players[id]
    for (const phase of game.schedule) {
      phase.steps = phase.steps
        .map(({ step, times }) => ({ step: step.filter((player) => player !== id), times }))
        .filter(({ step }) => step.length > 0)
    }
  }
}

function removeFromNetwork(
  draft: GanvasDocument,
  { graph, ids, views }: Parameters<typeof removeNodes>[1],
): void {
  const network = own(draft.networks, graph)
  if (!network) return
  const nodes = ids.map(readNode)
  const gone = new Set(nodes.filter(({ role }) => role === 'node').map(({ id }) => id))
  for (const id of gone) {
    if (Object.hasOwn(network.inputs, id)) for (const wired of wiresInto(draft, graph)) delete wired.in[id]
    delete network.layers[id]
    delete network.inputs[id]
  }
  rewriteNetwork(network, (reference) => (gone.has(splitReference(reference).id) ? null : reference))
  const outputs = new Set(nodes.filter(({ role }) => role === 'output').map(({ id }) => id))
  for (const id of outputs) delete network.outputs[id]
  if (outputs.size === 0) return
  const rewrite = (reference: Reference) => {
    const { output } = splitReference(reference)
    return output !== null && outputs.has(output) ? null : reference
  }
  rewriteUses(draft, graph, rewrite, views)
}

/** Moves cards. */
export function moveNodes(
  document: GanvasDocument,
  args: { graph: string; positions: Readonly<Record<string, Position>> },
): GanvasDocument {
  return produce(document, (draft) => {
    for (const [node, position] of Object.entries(args.positions)) place(draft, args.graph, node, position)
  })
}

/** Sets some parameters of a layer or value; the others stay. What is no plain data changes nothing. */
export function setParams(
  document: GanvasDocument,
  args: { graph: string; node: string; params: Params },
): GanvasDocument {
  if (!checkPlainData(args.params).ok) return document
  return produce(document, (draft) => {
    const node = layerOrValue(draft, args.graph, args.node)
    if (node) Object.assign(node.params, args.params)
  })
}

/** Sets the free text that a layer, value or player is called by; empty text takes it away. */
export function setNodeTitle(
  document: GanvasDocument,
  args: { graph: string; node: string; title: string },
): GanvasDocument {
  return produce(document, (draft) => {
    const { role, id } = readNode(args.node)
    const node = role === 'player' ? own(draft.game.players, id) : layerOrValue(draft, args.graph, id)
    if (node) retitle(node, args.title)
  })
}

/** Sets or, for empty text, removes a title. */
export function retitle(target: { title?: string | undefined }, title: string): void {
  if (title === '') delete target.title
  else target.title = title.slice(0, 200)
}

function layerOrValue(document: GanvasDocument, graph: string, id: string) {
  if (graph === 'game') return own(document.game.values, id)
  return own(own(document.networks, graph)?.layers ?? {}, id)
}

/** Replaces the shape and domain of a network's input. A port that the format does not allow changes nothing. */
export function setPort(
  document: GanvasDocument,
  args: { network: string; input: string; port: Port },
): GanvasDocument {
  const next = produce(document, (draft) => {
    const inputs: Network['inputs'] = own(draft.networks, args.network)?.inputs ?? {}
    if (own(inputs, args.input)) inputs[args.input] = args.port
  })
  return documentSchema.shape.networks.safeParse(next.networks).success ? next : document
}
