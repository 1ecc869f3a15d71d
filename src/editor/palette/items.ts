// What can be put into a graph: layers into networks; data, noise, calls, losses and players into the game.
import { addNetworkInput, addNetworkOutput, addNode, addPlayer } from '../../document/edit'
import type { GanvasDocument, Params, Player, Position } from '../../document/types'
import { circleOf } from '../../document/uses'
import { defaultParams, layers, usualOptimizer, values } from '../../kinds/registry'
import type { Kind } from '../../kinds/types'
import { own } from '../../lib/own'
import { refusalOf, wired, type PortPlace } from '../connecting'
import { cardsOf } from '../cards/cards'

export interface PaletteItem {
  id: string
  title: string
  doc: string
  group: string
  tint: string
  /** The document with a new node in it, and that node's id on the canvas. */
  add: (document: GanvasDocument, position: Position) => { document: GanvasDocument; id: string }
}

/** Everything that can be added to a graph, in the palette's order. */
export function paletteItems(document: GanvasDocument, graph: string): PaletteItem[] {
  return graph === 'game' ? gameItems(document) : networkItems(document, graph)
}

function networkItems(document: GanvasDocument, network: string): PaletteItem[] {
  if (!own(document.networks, network)) return []
  const ports: PaletteItem[] = [
    {
      id: 'port input',
      title: 'Input',
      doc: 'A port that the network is fed through, with its shape and its meaning.',
      group: 'Ports',
      tint: 'port',
      add: (before, position) => {
        const port = { shape: [64], domain: 'latent' as const }
        return addNetworkInput(before, { network, port, position })
      },
    },
    {
      id: 'port output',
      title: 'Output',
      doc: 'A port through which the network hands on what it computes.',
      group: 'Ports',
      tint: 'port',
      add: (before, position) => {
        const added = addNetworkOutput(before, { network, position })
        return { document: added.document, id: `out:${added.id.replace('out:', '')}` }
      },
    },
  ]
  const blocks = Object.entries(document.networks)
    .filter(([id]) => id !== network && circleOf(document.networks, network, id) === null)
    .map(([id, { title }]) => blockItem(network, id, title ?? id))
  const kinds = Object.fromEntries(Object.entries(layers).filter(([id]) => id !== 'block'))
  return [...kindItems(kinds, network), ...blocks, ...ports]
}

/** Another network as a layer. */
function blockItem(network: string, copied: string, title: string): PaletteItem {
  return {
    id: `block ${copied}`,
    title,
    doc: `Copies the layers of ${copied} in here, with weights of their own; several copies can stand in a row.`,
    group: 'Networks',
    tint: 'networks',
    add: (before, position) =>
      addNode(before, {
        graph: network,
        kind: 'block',
        params: { network: copied, repeat: 1 },
        id: copied,
        position,
      }),
  }
}

function gameItems(document: GanvasDocument): PaletteItem[] {
  const calls = Object.entries(document.networks).map(([network, { title }]): PaletteItem => ({
    id: `call ${network}`,
    title: title ?? network,
    doc: `Runs the network ${network}; all its calls share their weights.`,
    group: 'Networks',
    tint: 'networks',
    add: (before, position) =>
      addNode(before, { graph: 'game', kind: 'call', params: {}, network, position }),
  }))
  const player: PaletteItem = {
    id: 'player',
    title: 'Player',
    doc: 'Trains networks to make the values that are wired to it small.',
    group: 'Players',
    tint: 'player',
    add: (before, position) => {
      const optimizer = usualOptimizer() as Player['optimizer']
      const added = addPlayer(before, { position, optimizer })
      return { document: added.document, id: `player:${added.id.replace('player:', '')}` }
    },
  }
  const kinds = kindItems(
    Object.fromEntries(Object.entries(values).filter(([id]) => id !== 'call')),
    'game',
  ).flatMap((item) => sectionItems(document, item))
  const firstLoss = kinds.findIndex(({ group }) => group !== 'Data' && group !== 'Noise')
  const at = firstLoss < 0 ? kinds.length : firstLoss
  return [...kinds.slice(0, at), ...calls, ...kinds.slice(at), player]
}

function kindItems(kinds: Record<string, Kind>, graph: string): PaletteItem[] {
  return Object.entries(kinds).map(([id, kind]): PaletteItem => ({
    id: `kind ${id}`,
    title: kind.title,
    doc: kind.doc,
    group: kind.group,
    tint: kind.group.toLowerCase(),
    add: (before, position) =>
      addNode(before, { graph, kind: id, params: defaultParams(kind) as Params, position }),
  }))
}

/** A kind that draws from a data section stands in the palette once a section. */
function sectionItems(document: GanvasDocument, item: PaletteItem): PaletteItem[] {
  const id = item.id.slice('kind '.length)
  const kind = own(values, id)
  const sections = Object.entries(document.data)
  if (!kind?.readsData || sections.length === 0) return [item]
  return sections.map(([data, section]) => ({
    ...item,
    id: `${item.id} ${data}`,
    title: section.title ?? data,
    add: (before, position) =>
      addNode(before, {
        graph: 'game',
        kind: id,
        params: { ...(defaultParams(kind) as Params), data },
        position,
      }),
  }))
}

/** A new node wired to an open end: from an output, or into an input. Null where nothing of it fits there. */
export function addWired(
  document: GanvasDocument,
  graph: string,
  args: { item: PaletteItem; position: Position; end: PortPlace; side: 'output' | 'input' },
): { document: GanvasDocument; id: string } | null {
  const { item, position, end, side } = args
  const added = item.add(document, position)
  const card = cardsOf(added.document, graph).find(({ id }) => id === added.id)
  for (const { name } of (side === 'output' ? card?.inputs : card?.outputs) ?? []) {
    const own = { node: added.id, port: name }
    const connection = side === 'output' ? { from: end, to: own } : { from: own, to: end }
    if (refusalOf(added.document, graph, connection) !== null) continue
    const result = wired(added.document, graph, connection)
    if (result.ok) return { document: result.value, id: added.id }
  }
  return null
}
