// Compiles a view: what to run, and for its passes what to run again with other numbers in its value's place.
import { splitReference } from '../../document/references'
import type { GanvasDocument, Reference, View } from '../../document/types'
import { besideOf, viewKindOf } from '../../kinds/views/registry'
import type { Analysis } from '../infer/types'
import { resolveReference } from '../infer/scope'
import { instructionOf, withoutUnread } from './instructions'
import type { Instruction, ProgramView, Register, ViewPass } from './program'
import { ancestors } from './slice'

/** The view's instructions. A pass whose result does not depend on the view's value is left out. */
export function compileView(args: {
  document: GanvasDocument
  analysis: Analysis
  id: string
  view: View
}): ProgramView {
  const { id, view } = args
  const { game: graph } = args.analysis
  const kind = viewKindOf(view.as)
  if (!kind) throw new Error(`${id} is of an unknown kind and cannot be shown`)
  const registerOf = (reference: Reference) => {
    const resolved = resolveReference(graph.scope, reference)
    if (resolved.state !== 'found') throw new Error(`${reference} has a problem and cannot be shown`)
    return resolved.output.register
  }
  const value = registerOf(view.value)
  const besides = Object.entries(besideOf(kind, view))
  const beside = besides.map(([field, reference]) => [field, registerOf(reference)] as const)
  const shown = [value, ...beside.map(([, register]) => register)]
  const ids = ancestors(
    graph,
    shown.map((register) => splitReference(register).id),
  )
  const passes = Object.entries(kind.fields).flatMap(([field, { pass }]) => {
    const reference = view[field]
    if (pass === undefined || typeof reference !== 'string') return []
    const register = registerOf(reference)
    const instructions = passInstructions(args, { value, register })
    return instructions ? [[pass, { instructions, [field]: register } satisfies ViewPass] as const] : []
  })
  return {
    as: view.as,
    count: view.count,
    weights: view.weights,
    title: view.title ?? id,
    value,
    ...Object.fromEntries(beside),
    instructions: compile(args, ids, shown),
    ...Object.fromEntries(passes),
  }
}

type Compiled = Pick<Parameters<typeof compileView>[0], 'document' | 'analysis'>

function compile({ document, analysis }: Compiled, ids: readonly string[], read: readonly Register[]) {
  return withoutUnread(
    ids.map((value) => instructionOf(document, analysis.game, value)),
    read,
  )
}

/** What leads from a value to a register; null where nothing does. */
function passInstructions(
  args: Compiled,
  { value, register }: { value: Register; register: Register },
): Instruction[] | null {
  const { game: graph } = args.analysis
  const ids = ancestors(graph, [splitReference(register).id], splitReference(value).id)
  const depends = ids.some((step) => Object.values(graph.nodes.get(step)?.in ?? {}).includes(value))
  return depends ? compile(args, ids, [register]) : null
}
