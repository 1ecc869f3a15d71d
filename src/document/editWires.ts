// Edits of wires: what flows into a layer, a value, a network's output or a player.
import { produce } from 'immer'
import { own } from '../lib/own'
import { readNode } from './ids'
import { idPattern } from './schema'
import type { GanvasDocument, PortPlace, Reference } from './types'

/** Draws a wire; one that was there before gives way. A wire to a player makes it minimise the source, with weight 1. */
export function connect(
  document: GanvasDocument,
  args: { graph: string; from: Reference; to: PortPlace },
): GanvasDocument {
  const { graph, from, to } = args
  return produce(document, (draft) => {
    const { role, id } = readNode(to.node)
    if (role === 'player') {
      const player = own(draft.game.players, id)
      if (player && graph === 'game') player.minimizes[from] ??= 1
    } else if (role === 'output') {
      const outputs = own(draft.networks, graph)?.outputs
      if (outputs && Object.hasOwn(outputs, id)) outputs[id] = from
    } else {
      const wires = wiresOf(draft, graph, id)
      if (wires && isSafe(to.port)) wires[to.port] = from
    }
  })
}

/** Takes a wire away. */
export function disconnect(document: GanvasDocument, args: { graph: string; to: PortPlace }): GanvasDocument {
  const { graph, to } = args
  return produce(document, (draft) => {
    const { role, id } = readNode(to.node)
    if (role === 'player') {
      const player = own(draft.game.players, id)
      if (player) delete player.minimizes[to.port]
    } else if (role === 'output') {
      const outputs = own(draft.networks, graph)?.outputs
      if (outputs && Object.hasOwn(outputs, id)) outputs[id] = ''
    } else {
      delete wiresOf(draft, graph, id)?.[to.port]
    }
  })
}

/** Ports may have names that ids may not, `in` for one, but none that reaches a prototype. */
function isSafe(port: string): boolean {
  return idPattern.test(port) && port !== 'constructor' && port !== 'prototype'
}

function wiresOf(document: GanvasDocument, graph: string, id: string): Record<string, Reference> | undefined {
  if (graph === 'game') return own(document.game.values, id)?.in
  return own(own(document.networks, graph)?.layers ?? {}, id)?.in
}
