// References: `id`, or `id.output` where the source has several outputs; reading them, and rewriting all of a graph's.
import type { Game, Network, Reference, View } from './types'

/** The two halves of a reference; `output` is null where the reference names none. */
export function splitReference(reference: Reference): { id: string; output: string | null } {
  const dot = reference.indexOf('.')
  if (dot < 0) return { id: reference, output: null }
  return { id: reference.slice(0, dot), output: reference.slice(dot + 1) }
}

/** The same reference with the source's id replaced. */
export function withReferenceId(reference: Reference, id: string): Reference {
  const { output } = splitReference(reference)
  return output === null ? id : `${id}.${output}`
}

/** The references that a way of showing a value cannot do without, in the order in which they are shown. */
export const viewParts: Record<View['as'], readonly ('input' | 'target')[]> = {
  images: [],
  scatter: [],
  pairs: ['input'],
  triptych: ['input', 'target'],
  enlarged: ['input', 'target'],
}

/** What becomes of a reference: another one, or null where its wire goes. */
export type Rewrite = (reference: Reference) => Reference | null

/** Rewrites a record of wires in place. */
export function rewriteWires(wires: Record<string, Reference>, rewrite: Rewrite): void {
  for (const [port, reference] of Object.entries(wires)) {
    const next = rewrite(reference)
    if (next === null) delete wires[port]
    else wires[port] = next
  }
}

/** Rewrites every reference inside a network in place; an output that loses its source stays, unconnected. */
export function rewriteNetwork(network: Network, rewrite: Rewrite): void {
  for (const layer of Object.values(network.layers)) rewriteWires(layer.in, rewrite)
  for (const [name, reference] of Object.entries(network.outputs)) {
    if (reference !== '') network.outputs[name] = rewrite(reference) ?? ''
  }
}

/**
 * Rewrites every reference of a game in place; a view that loses its value goes, one that loses a picture
 * beside it shows the value alone.
 */
export function rewriteGame(game: Game, rewrite: Rewrite): void {
  for (const value of Object.values(game.values)) rewriteWires(value.in, rewrite)
  for (const player of Object.values(game.players)) {
    const terms = Object.entries(player.minimizes).map(
      ([reference, weight]) => [rewrite(reference), weight] as const,
    )
    player.minimizes = Object.fromEntries(
      terms.filter(([reference]) => reference !== null),
    ) as typeof player.minimizes
  }
  for (const [id, view] of Object.entries(game.views)) {
    const value = rewrite(view.value)
    if (value === null) {
      delete game.views[id]
      continue
    }
    view.value = value
    for (const role of ['real', 'score', 'input', 'target', 'label'] as const) {
      const reference = view[role]
      const next = reference === undefined ? null : rewrite(reference)
      if (next === null) delete view[role]
      else view[role] = next
    }
    const parts = viewParts[view.as]
    if (parts.some((role) => view[role] === undefined)) view.as = 'images'
  }
}
