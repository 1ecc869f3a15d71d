// Compiles a view: what to run, and for its passes what to run again with other numbers in its value's place.
import { splitReference } from '../../document/references'
import type { GanvasDocument, Reference, View } from '../../document/types'
import { besideOf, viewKindOf } from '../../kinds/views/registry'
import type { Analysis } from '../analyse'
import { resolveReference } from '../infer/scope'
import { instructionOf, withoutUnread } from './instructions'
import type { ProgramView, Register, ViewPass } from './program'
import { ancestors } from './slice'

/** The view's instructions. A pass whose result does not depend on the view's value is left out. */
export function compileView(args: {
  document: GanvasDocument
  analysis: Analysis
  id: string
  view: View
}): ProgramView {
  const { document, id, view } = args
  const { game: graph } = args.analysis
  const kind = viewKindOf(view.as)
  if (!kind) throw new Error(`${id} is of an unknown kind and cannot be shown`)
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
  const besides = Object.entries(besideOf(kind, view))
  const beside = besides.map(([field, reference]) => [field, registerOf(reference)] as const)
  const shown = [value, ...beside.map(([, register]) => register)]
  const source = splitReference(value).id
  const passOf = (field: string, register: Register): ViewPass | null => {
    const ids = ancestors(graph, [splitReference(register).id], source)
    const depends = ids.some((step) => Object.values(graph.nodes.get(step)?.in ?? {}).includes(value))
    return depends ? { instructions: compile(ids, [register]), [field]: register } : null
  }
  const passes = Object.entries(kind.fields).flatMap(([field, { pass }]) => {
    const reference = view[field]
    if (pass === undefined || typeof reference !== 'string') return []
    const compiled = passOf(field, registerOf(reference))
    return compiled ? [[pass, compiled] as const] : []
  })
  return {
    as: view.as,
    count: view.count,
    weights: view.weights,
    title: view.title ?? id,
    value,
    ...Object.fromEntries(beside),
    instructions: compile(
      ancestors(
        graph,
        shown.map((register) => splitReference(register).id),
      ),
      shown,
    ),
    ...Object.fromEntries(passes),
  }
}
