// Does what a repair says, by the edits of documents.
import { views } from '../../kinds/views/registry'
import { acceptDocument } from '../accept'
import {
  addNode,
  changeId,
  changeNetworkId,
  connect,
  disconnect,
  removeNetwork,
  removeNodes,
  setView,
} from '../edit'
import { pointerPath, valueAtPointer } from '../pointer'
import type { GanvasDocument, Json, Repair } from '../types'

/** The document with the repair made. Throws where an edit refuses it. */
export function applyRepair(document: GanvasDocument, repair: Repair): GanvasDocument {
  switch (repair.kind) {
    case 'insert': {
      const { graph, before, layer } = repair
      const { in: inputs = {} } = document.networks[graph]?.layers[before.node] ?? {}
      const wired = inputs[before.port] ?? ''
      const added = addNode(document, { graph, ...layer, in: { x: wired } })
      return connect(added.document, { graph, from: added.id, to: before })
    }
    case 'wire':
      return connect(document, repair)
    case 'unwire':
      return disconnect(document, repair)
    case 'set':
      return repair.pointers
        .filter((place) => valueAtPointer(document, place) !== repair.value)
        .reduce((changed, place) => setAt(changed, place, repair.value), document)
    case 'delete':
      return remove(document, pointerPath(repair.pointer) ?? [])
    case 'rename': {
      const { graph, node, id } = repair
      const changed =
        node === null
          ? changeNetworkId(document, { network: graph, id })
          : changeId(document, { graph, node, id })
      if (!changed.ok) throw new Error(changed.error)
      return changed.value.document
    }
  }
}

function remove(document: GanvasDocument, path: readonly string[]): GanvasDocument {
  const [room = '', a = '', b = '', c = ''] = path
  if (room === 'networks' && path.length === 2) return removeNetwork(document, { network: a, views })
  if (room === 'networks' && path.length === 4)
    return removeNodes(document, { graph: a, ids: [b === 'outputs' ? `out:${c}` : c], views })
  if (room === 'game' && path.length === 3) {
    if (a === 'views') return setView(document, { view: b, patch: null })
    return removeNodes(document, { graph: 'game', ids: [a === 'players' ? `player:${b}` : b], views })
  }
  return change(document, path, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  })
}

function setAt(document: GanvasDocument, place: string, value: Json): GanvasDocument {
  return change(document, pointerPath(place) ?? [], (parent, key) => {
    Object.assign(parent, { [key]: value })
  })
}

/** Edits what holds the last key of a path. */
function change(
  document: GanvasDocument,
  path: readonly string[],
  edit: (parent: Record<string, unknown> | unknown[], key: string) => void,
): GanvasDocument {
  const next = acceptDocument(document, (draft) => {
    let parent: unknown = draft
    for (const key of path.slice(0, -1)) parent = (parent as Record<string, unknown>)[key]
    edit(parent as Record<string, unknown>, path.at(-1) ?? '')
  })
  if (next === document) throw new Error(`/${path.join('/')} cannot be changed so`)
  return next
}
