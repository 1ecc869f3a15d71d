// References: `id`, or `id.output` where the source has several outputs; reading them, and rewriting all of a graph's.
import { own } from '../lib/own'
import { commonViewFields } from './schema'
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

/** The references of a view beside its value, by field. */
export function viewReferences(view: View): Record<string, Reference> {
  const fields = Object.entries(view).filter(([name]) => !commonViewFields.includes(name))
  return Object.fromEntries(fields.filter((field): field is [string, Reference] => field[1] !== undefined))
}

/** What edits must know of a kind of view: the fields that it cannot do without, and what shows the value where one has gone. */
export interface ViewForm {
  fields: Readonly<Record<string, { needed?: boolean }>>
  otherwise?: ViewForm
}

/** Kinds of views by id; the registry is one. */
export type ViewForms = Readonly<Record<string, ViewForm>>

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
 * Rewrites every reference of a game in place; a view that loses its value goes, one that loses what it cannot do without is
 * shown another way, which `views` says. A rewrite that keeps every reference needs to know none.
 */
export function rewriteGame(game: Game, rewrite: Rewrite, views: ViewForms = {}): void {
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
    rewriteView(view, rewrite, views)
  }
}

function rewriteView(view: View, rewrite: Rewrite, views: ViewForms): void {
  for (const [field, reference] of Object.entries(viewReferences(view))) {
    const next = rewrite(reference)
    if (next === null) delete view[field]
    else view[field] = next
  }
  const shown = own(views, view.as)
  let form = shown
  const lacks = ({ fields }: ViewForm) =>
    Object.keys(fields).some((field) => fields[field]?.needed && view[field] === undefined)
  while (form?.otherwise && lacks(form)) form = form.otherwise
  if (form !== shown) view.as = Object.keys(views).find((id) => views[id] === form) ?? view.as
}
