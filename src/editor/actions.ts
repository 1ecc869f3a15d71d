// What a user does to the open graph: each is one step of undo.
import { copyNodes, disconnect, moveNodes, pasteNodes, removeNodes, type Clipboard } from '../document/edit'
import type { Position } from '../document/types'
import { views } from '../kinds/views/registry'
import type { Stores } from '../state/context'
import { freePlace, freeShift } from './cards/arrange'
import { cardsOf } from './cards/cards'
import { placesOf } from './cards/places'
import { wiresOf } from './cards/wires'
import { canvasHandle } from './canvasHandle'
import { firstFit, wired, type Connection } from './connecting'
import type { PaletteItem } from './palette/items'

/**
 * Puts a new node into the open graph and selects it. Without a position it goes after the selected node and is wired to it
 * where that fits, else into the middle of the view.
 */
export function insertItem(stores: Stores, item: PaletteItem, position?: Position): void {
  const { document, session } = stores
  const { graph, selection } = session.getState()
  if (document.getState().readOnly) return
  const now = document.getState().document
  const taken = placesOf(now, graph)
  const after = position === undefined && selection.length === 1 ? selection[0] : undefined
  const before = taken.find(({ id }) => id === after)
  const centre = canvasHandle()?.centre() ?? [0, 0]
  const wished: Position = before
    ? [before.x + before.width + 128, before.y]
    : [centre[0] - 108, centre[1] - 28]
  const trial = item.add(now, position ?? wished)
  const card = cardsOf(trial.document, graph).find(({ id }) => id === trial.id)
  const added = position || !card ? trial : item.add(now, freePlace(wished, card, taken))
  const fit = after === undefined ? null : firstFit(added.document, graph, after, added.id)
  const result = fit && wired(added.document, graph, fit)
  document.getState().apply(result?.ok === true ? result.value : added.document)
  document.getState().endGesture()
  session.getState().select([added.id])
  if (position === undefined) canvasHandle()?.reveal(added.id)
}

/** Wires two ports, or says in words why they cannot be. */
export function connectPorts(
  { document, session }: Stores,
  connection: Connection,
  gesture?: string,
): string | null {
  const result = wired(document.getState().document, session.getState().graph, connection)
  if (!result.ok) return result.error
  document.getState().apply(result.value, gesture === undefined ? {} : { gesture })
  return null
}

/** Removes the selected nodes and wires. */
export function removeSelected({ document, session }: Stores): void {
  const { graph, selection } = session.getState()
  const wires = new Set(canvasHandle()?.selectedWires() ?? [])
  const before = document.getState().document
  let after = before
  for (const wire of wiresOf(before, graph)) {
    if (wires.has(wire.id)) after = disconnect(after, { graph, to: { node: wire.to, port: wire.port } })
  }
  if (selection.length > 0) after = removeNodes(after, { graph, ids: selection, views })
  document.getState().apply(after)
  canvasHandle()?.selectWires([])
  session.getState().select([])
}

const clipboardMark = 'ganvas clipboard'

/** The selected nodes as text for the clipboard; null where nothing is selected. */
export function copySelected({ document, session }: Stores): string | null {
  const { graph, selection } = session.getState()
  if (selection.length === 0) return null
  const nodes = copyNodes(document.getState().document, { graph, ids: selection })
  const where = graph === 'game' ? 'game' : 'network'
  return JSON.stringify({ format: clipboardMark, where, nodes })
}

/** Reads what `copySelected` wrote; null for any other text, and for nodes of the other sort of graph. */
export function readClipboard(text: string, graph: string): Clipboard | null {
  if (!text.includes(clipboardMark) || text.length > 5_000_000) return null
  try {
    const read = JSON.parse(text) as { format?: unknown; where?: unknown; nodes?: unknown }
    const where = graph === 'game' ? 'game' : 'network'
    if (read.format !== clipboardMark || read.where !== where || typeof read.nodes !== 'object') return null
    return read.nodes as Clipboard
  } catch {
    return null
  }
}

/** Pastes nodes into the open graph, where they were copied or in the free room below, and selects them. */
export function pasteText(stores: Stores, text: string): boolean {
  const { document, session } = stores
  const { graph } = session.getState()
  const clipboard = readClipboard(text, graph)
  if (!clipboard || document.getState().readOnly) return false
  const before = document.getState().document
  const trial = pasteNodes(before, { graph, clipboard, offset: [0, 0] })
  const copies = placesOf(trial.document, graph).filter(({ id }) => trial.ids.includes(id))
  const down = freeShift(copies, placesOf(before, graph))
  const pasted = pasteNodes(before, { graph, clipboard, offset: [0, down] })
  document.getState().apply(pasted.document)
  session.getState().select(pasted.ids)
  if (pasted.ids[0] !== undefined) canvasHandle()?.reveal(pasted.ids[0])
  return true
}

/** Copies the selected nodes into the free room below them. */
export function duplicateSelected(stores: Stores): void {
  const text = copySelected(stores)
  if (text !== null) pasteText(stores, text)
}

/** Moves the selected nodes; presses of one key in a row are one step. */
export function nudgeSelected(stores: Stores, by: Position): void {
  const { document, session } = stores
  const { graph, selection } = session.getState()
  const chosen = new Set(selection)
  const positions = Object.fromEntries(
    placesOf(document.getState().document, graph)
      .filter(({ id }) => chosen.has(id))
      .map(({ id, x, y }): [string, Position] => [id, [x + by[0], y + by[1]]]),
  )
  if (Object.keys(positions).length === 0) return
  const next = moveNodes(document.getState().document, { graph, positions })
  document.getState().apply(next, { gesture: `nudge ${selection.join(' ')}` })
}

/** Selects every node of the open graph. */
export function selectAll({ document, session }: Stores): void {
  const cards = cardsOf(document.getState().document, session.getState().graph)
  session.getState().select(cards.map(({ id }) => id))
}
