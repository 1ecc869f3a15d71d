// Checks what the page shows of a game, and the knobs above it.
import { pointer, valueAtPointer } from '../../document/pointer'
import { deletion, problem } from '../../document/problems'
import { viewReferences } from '../../document/references'
import type { GanvasDocument, Problem, Reference, View } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { viewKindOf, views } from '../../kinds/views/registry'
import type { ViewKind, ViewRule } from '../../kinds/views/types'
import { canonicalJson } from '../../lib/canonical'
import { own } from '../../lib/own'
import { resolveReference } from '../infer/scope'
import { describeType, listOf } from '../infer/sentences'
import type { Scope } from '../infer/types'

/** Views are of kinds that exist, have what their kind needs, and refer to values that they can draw. */
export function checkViews({ game }: GanvasDocument, scope: Scope): Problem[] {
  return Object.entries(game.views).flatMap(([id, view]) => {
    const kind = viewKindOf(view.as)
    if (!kind) return [unknownView(id, view)]
    const fields = viewReferences(view)
    const known = Object.keys(kind.fields).filter((field) => Object.hasOwn(fields, field))
    const strays = Object.keys(fields).filter((field) => !known.includes(field))
    return [
      ...missingFields(id, view, kind),
      ...fieldProblems({
        id,
        field: 'value',
        reference: view.value,
        scope,
        wrong: misfit(kind.value),
        needed: true,
      }),
      ...[...known, ...strays].flatMap((field) => {
        const { rule, needed = false } = kind.fields[field] ?? {}
        const wrong = rule ? misfit(rule) : () => `has ${strayWords(field)}`
        return fieldProblems({ id, field, reference: fields[field] ?? '', scope, wrong, needed })
      }),
    ]
  })
}

function unknownView(id: string, { as }: View): Problem {
  return problem('unknown_kind', {
    where: pointer('game', 'views', id, 'as'),
    message: `The view ${id} shows its value as ${as}, which this version of Ganvas does not know.`,
    remedy: `Choose one of ${listOf(Object.keys(views))}.`,
    repairs: [deletion('game', 'views', id)],
  })
}

function missingFields(id: string, view: View, { fields, plural, otherwise }: ViewKind): Problem[] {
  const alone = otherwise ? `, or show ${otherwise.plural} alone` : ''
  return Object.keys(fields)
    .filter((field) => fields[field]?.needed && view[field] === undefined)
    .map((field) =>
      problem('bad_view', {
        where: pointer('game', 'views', id, 'as'),
        message: `The view ${id} shows ${plural}, but no ${field} is chosen.`,
        remedy: `Choose the ${field}${alone}.`,
      }),
    )
}

/** What is wrong with a value in one place of a view, after the view's name; null where nothing is. */
type Wrong = (type: TensorType, reference: Reference) => string | null

function misfit({ says, accepts }: ViewRule): Wrong {
  return (type, reference) => (accepts(type) ? null : `${says}, but ${reference} gives ${describeType(type)}`)
}

/** A field that another kind of view has is called as that one calls it. */
function strayWords(field: string): string {
  const stray = Object.values(views).find(({ fields }) => own(fields, field))?.fields[field]?.stray
  return stray ?? `a ${field}, which no view of this version can show`
}

function fieldProblems(args: {
  id: string
  field: string
  reference: Reference
  scope: Scope
  wrong: Wrong
  /** The view is nothing without it. */
  needed: boolean
}): Problem[] {
  const { id, field, reference, scope, wrong, needed } = args
  const path = ['game', 'views', id]
  const repairs = [needed ? deletion(...path) : deletion(...path, field)]
  const where = pointer('game', 'views', id, field)
  const resolved = resolveReference(scope, reference)
  if (resolved.state === 'unknown') return []
  if (resolved.state === 'wrong') {
    const { code, message } = resolved
    return [problem(code, { where, message: `The view ${id} shows ${reference}, but ${message}.`, repairs })]
  }
  const reason = wrong(resolved.output.type, reference)
  if (reason === null) return []
  const message = `The view ${id} ${reason}.`
  const remedy = 'Show another value, or show it another way.'
  return [problem('bad_view', { where, message, remedy, repairs })]
}

/** A dangling knob, or one whose places disagree, is a warning: the document trains all the same. */
export function checkKnobs(document: GanvasDocument): Problem[] {
  return document.knobs.flatMap(({ label, set }, knob) => {
    const values = set.map((place) => valueAtPointer(document, place))
    const dangling = set.flatMap((place, index): Problem[] => {
      if (values[index] !== undefined) return []
      const where = pointer('knobs', knob, 'set', index)
      const message = `The knob "${label}" sets ${place}, which does not exist.`
      const repairs = [deletion('knobs', knob)]
      return [problem('dangling_knob', { where, message, remedy: 'Delete the knob.', repairs })]
    })
    const present = set.filter((_, index) => values[index] !== undefined)
    const [first, ...others] = values.filter((value) => value !== undefined)
    if (first === undefined || others.every((value) => canonicalJson(value) === canonicalJson(first)))
      return dangling
    return [
      ...dangling,
      problem('knob_disagrees', {
        where: pointer('knobs', knob),
        message: `The places that the knob "${label}" sets have different values.`,
        remedy: 'Turn the knob once.',
        repairs: [{ kind: 'set', pointers: present, value: first }],
      }),
    ]
  })
}
