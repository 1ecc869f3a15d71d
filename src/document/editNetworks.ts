// Edits of whole networks.
import { produce } from 'immer'
import { own } from '../lib/own'
import { removeNodes, retitle } from './editNodes'
import { freeId } from './ids'
import type { ViewForms } from './references'
import type { GanvasDocument } from './types'
import { blocksThatCopy } from './uses'

interface Added {
  document: GanvasDocument
  id: string
}

/** Adds an empty network. */
export function addNetwork(document: GanvasDocument, args: { id?: string; title?: string } = {}): Added {
  const id = freeId(args.id ?? 'network', (other) => Object.hasOwn(document.networks, other))
  const next = produce(document, (draft) => {
    draft.networks[id] = { inputs: {}, layers: {}, outputs: {} }
    if (args.title !== undefined) retitle(draft.networks[id], args.title)
  })
  return { document: next, id }
}

/** Removes a network, the calls and blocks that run it and what hangs on those; players no longer train it. */
export function removeNetwork(
  document: GanvasDocument,
  args: { network: string; views: ViewForms },
): GanvasDocument {
  const { network, views } = args
  const calls = Object.entries(document.game.values).filter(([, value]) => value.network === network)
  const uncalled = removeNodes(document, { graph: 'game', ids: calls.map(([id]) => id), views })
  const without = blocksThatCopy(document, network).reduce(
    (rest, { host, id }) => removeNodes(rest, { graph: host, ids: [id], views }),
    uncalled,
  )
  return produce(without, (draft) => {
    delete draft.networks[network]
    delete draft.layout[network]
    for (const player of Object.values(draft.game.players)) {
      if (player.trains.some((path) => path.split('/')[0] === network)) {
        player.trains = player.trains.filter((path) => path.split('/')[0] !== network)
      }
    }
  })
}

/** Copies a network with its layout, under a free id; its weights are its own. */
export function duplicateNetwork(document: GanvasDocument, args: { network: string }): Added {
  const source = own(document.networks, args.network)
  if (!source) return { document, id: args.network }
  const id = freeId(args.network, (other) => Object.hasOwn(document.networks, other))
  const next = produce(document, (draft) => {
    draft.networks[id] = source
    const cards = own(document.layout, args.network)
    if (cards) draft.layout[id] = cards
    if (source.title !== undefined)
      draft.networks[id] = { ...source, title: `${source.title} copy`.slice(0, 200) }
  })
  return { document: next, id }
}

/** Sets a network's title (empty text takes it away), or whether it is frozen: left as it is while the others train. */
export function setNetwork(
  document: GanvasDocument,
  args: { network: string; title?: string; frozen?: boolean },
): GanvasDocument {
  return produce(document, (draft) => {
    const network = own(draft.networks, args.network)
    if (!network) return
    if (args.title !== undefined) retitle(network, args.title)
    if (args.frozen === true) network.frozen = true
    if (args.frozen === false) delete network.frozen
  })
}
