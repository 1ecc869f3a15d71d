// Copy and paste of nodes: plain JSON between, so that it can travel through the system's clipboard.
import { produce } from 'immer'
import { z } from 'zod'
import { own } from '../lib/own'
import { addNetworkOutput, isTakenIn, place } from './editNodes'
import { freeId, readNode } from './ids'
import { rewriteWires, splitReference, withReferenceId } from './references'
import { documentSchema } from './schema'
import { checkPlainData } from './structure'
import type { GameValue, GanvasDocument, Layer, Network, Port, Position } from './types'

const network = documentSchema.shape.networks.valueType
const clipboardSchema = z.strictObject({
  layers: network.shape.layers,
  inputs: network.shape.inputs,
  outputs: network.shape.outputs,
  values: documentSchema.shape.game.shape.values,
  positions: z.record(z.string().max(80), z.tuple([z.number(), z.number()])),
})

/** Nodes with the wires among them and from outside, and where they stood. */
export type Clipboard = z.infer<typeof clipboardSchema>

/** Copies layers, inputs and outputs of a network, or values of the game. Players stay: a weight has one trainer. */
export function copyNodes(
  document: GanvasDocument,
  args: { graph: string; ids: readonly string[] },
): Clipboard {
  const { graph, ids } = args
  const source = own(document.networks, graph)
  const plain = new Set(ids.filter((id) => readNode(id).role === 'node'))
  const outputs = new Set(ids.map(readNode).flatMap(({ role, id }) => (role === 'output' ? [id] : [])))
  return structuredClone({
    layers: pick(source?.layers ?? {}, plain),
    inputs: pick(source?.inputs ?? {}, plain),
    outputs: pick(source?.outputs ?? {}, outputs),
    values: graph === 'game' ? pick(document.game.values, plain) : {},
    positions: pick(own(document.layout, graph) ?? {}, new Set(ids)),
  })
}

function pick<Value>(record: Record<string, Value>, ids: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)))
}

/**
 * Pastes nodes under free ids. Wires among them follow; wires from outside stay where their source exists here, else they
 * go. Whatever is not a clipboard (it may come from another program) pastes nothing. `ids` are the new nodes of the canvas.
 */
export function pasteNodes(
  document: GanvasDocument,
  args: { graph: string; clipboard: Clipboard; offset: Position },
): { document: GanvasDocument; ids: string[] } {
  const { graph, clipboard, offset } = args
  const parsed = checkPlainData(clipboard).ok ? clipboardSchema.safeParse(clipboard) : null
  const known = graph === 'game' || Object.hasOwn(document.networks, graph)
  if (!parsed?.success || !known) return { document, ids: [] }
  const { layers, inputs, outputs, values, positions } = parsed.data
  const isTaken = isTakenIn(document, graph)
  const names = freeIds(Object.keys(graph === 'game' ? values : { ...inputs, ...layers }), isTaken)
  const rewire = (reference: string) => {
    const { id } = splitReference(reference)
    const inside = names.get(id)
    if (inside !== undefined) return withReferenceId(reference, inside)
    return isTaken(id) ? reference : null
  }
  for (const node of [...Object.values(layers), ...Object.values(values)]) rewriteWires(node.in, rewire)
  let next = produce(document, (draft) => {
    const into = own(draft.networks, graph)
    for (const [old, id] of names) {
      if (into) addTo(into, id, { layer: own(layers, old), port: own(inputs, old) })
      else draft.game.values[id] = values[old] as GameValue
      place(draft, graph, id, moved(own(positions, old), offset))
    }
  })
  const ids = [...names.values()]
  for (const [old, reference] of Object.entries(graph === 'game' ? {} : outputs)) {
    const position = moved(own(positions, `out:${old}`), offset)
    const source = reference === '' ? '' : (rewire(reference) ?? '')
    const added = addNetworkOutput(next, {
      network: graph,
      id: old,
      source,
      ...(position ? { position } : {}),
    })
    next = added.document
    ids.push(`out:${added.id}`)
  }
  return { document: next, ids }
}

function addTo(
  network: Network,
  id: string,
  node: { layer: Layer | undefined; port: Port | undefined },
): void {
  if (node.layer) network.layers[id] = node.layer
  else if (node.port) network.inputs[id] = node.port
}

function freeIds(wishes: readonly string[], isTaken: (id: string) => boolean): Map<string, string> {
  const names = new Map<string, string>()
  const given = new Set<string>()
  for (const wish of wishes) {
    const id = freeId(wish, (other) => isTaken(other) || given.has(other))
    names.set(wish, id)
    given.add(id)
  }
  return names
}

function moved(position: Position | undefined, [x, y]: Position): Position | undefined {
  return position && [position[0] + x, position[1] + y]
}
