// Compiles a view: what to run, and for a scatter what to run on a grid of points.
import { splitReference } from '../../document/references'
import type { GanvasDocument, Reference, View } from '../../document/types'
import { resolveReference } from '../infer/scope'
import type { Analysis } from '../infer/types'
import { instructionOf, withoutUnread } from './instructions'
import type { ProgramView } from './program'
import { ancestors } from './slice'

/** The view's instructions. Views whose score does not depend on their value have no heat-map. */
export function compileView(args: {
  document: GanvasDocument
  analysis: Analysis
  id: string
  view: View
}): ProgramView {
  const { document, id, view } = args
  const { game: graph } = args.analysis
  const registerOf = (reference: Reference) => {
    const resolved = resolveReference(graph.scope, reference)
    if (resolved.state !== 'found') throw new Error(`${reference} has a problem and cannot be shown`)
    return resolved.output.register
  }
  const compile = (ids: readonly string[], read: readonly string[]) =>
    withoutUnread(
      ids.map((value) => instructionOf(document, graph, value)),
      read,
    )
  const value = registerOf(view.value)
  const beside = Object.fromEntries(
    (['real', 'input', 'target', 'label'] as const).flatMap((role) => {
      const reference = view[role]
      return reference === undefined ? [] : [[role, registerOf(reference)]]
    }),
  )
  const shown = [value, ...Object.values(beside)]
  const result: ProgramView = {
    as: view.as,
    count: view.count,
    weights: view.weights,
    title: view.title ?? id,
    value,
    ...beside,
    instructions: compile(
      ancestors(
        graph,
        shown.map((register) => splitReference(register).id),
      ),
      shown,
    ),
  }
  if (view.score === undefined) return result
  const score = registerOf(view.score)
  const source = splitReference(value).id
  const ids = ancestors(graph, [splitReference(score).id], source)
  const dependsOnValue = ids.some((step) => Object.values(graph.nodes.get(step)?.in ?? {}).includes(value))
  return dependsOnValue ? { ...result, heat: { instructions: compile(ids, [score]), score } } : result
}
