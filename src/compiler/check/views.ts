// Checks what the page shows of a game, and the knobs above it.
import { pointer, valueAtPointer } from '../../document/pointer'
import { viewReferences } from '../../document/references'
import type { GanvasDocument, Problem, Reference, View } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { viewKindOf, views } from '../../kinds/views/registry'
import type { ViewKind, ViewRule } from '../../kinds/views/types'
import { canonicalJson } from '../../lib/canonical'
import { own } from '../../lib/own'
import { resolveReference, type Scope } from '../infer/scope'
import { describeType, listOf } from '../infer/sentences'

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
      ...fieldProblems({ id, field: 'value', reference: view.value, scope, wrong: misfit(kind.value) }),
      ...[...known, ...strays].flatMap((field) => {
        const rule = kind.fields[field]?.rule
        const wrong = rule ? misfit(rule) : () => `has ${strayWords(field)}`
        return fieldProblems({ id, field, reference: fields[field] ?? '', scope, wrong })
      }),
    ]
  })
}

function unknownView(id: string, { as }: View): Problem {
  return {
    severity: 'error',
    code: 'unknown_kind',
    where: pointer('game', 'views', id, 'as'),
    message: `The view ${id} shows its value as ${as}, which this version of Ganvas does not know.`,
    remedy: `Choose one of ${listOf(Object.keys(views))}.`,
  }
}

function missingFields(id: string, view: View, { fields, plural, otherwise }: ViewKind): Problem[] {
  const alone = otherwise ? `, or show ${otherwise.plural} alone` : ''
  return Object.keys(fields)
    .filter((field) => fields[field]?.needed && view[field] === undefined)
    .map((field) => ({
      severity: 'error',
      code: 'bad_view',
      where: pointer('game', 'views', id, 'as'),
      message: `The view ${id} shows ${plural}, but no ${field} is chosen.`,
      remedy: `Choose the ${field}${alone}.`,
    }))
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
}): Problem[] {
  const { id, field, reference, scope, wrong } = args
  const where = pointer('game', 'views', id, field)
  const resolved = resolveReference(scope, reference)
  if (resolved.state === 'unknown') return []
  if (resolved.state === 'wrong') {
    const { code, message } = resolved.problem
    return [{ severity: 'error', code, where, message: `The view ${id} shows ${reference}, but ${message}.` }]
  }
  const reason = wrong(resolved.output.type, reference)
  if (reason === null) return []
  const message = `The view ${id} ${reason}.`
  const remedy = 'Show another value, or show it another way.'
  return [{ severity: 'error', code: 'bad_view', where, message, remedy }]
}

/** A dangling knob, or one whose places disagree, is a warning: the document trains all the same. */
export function checkKnobs(document: GanvasDocument): Problem[] {
  return document.knobs.flatMap(({ label, set }, knob) => {
    const values = set.map((place) => valueAtPointer(document, place))
    const dangling = set.flatMap((place, index): Problem[] => {
      if (values[index] !== undefined) return []
      const where = pointer('knobs', knob, 'set', index)
      const message = `The knob "${label}" sets ${place}, which does not exist.`
      return [{ severity: 'warning', code: 'dangling_knob', where, message, remedy: 'Delete the knob.' }]
    })
    const present = values.filter((value) => value !== undefined).map((value) => canonicalJson(value))
    if (new Set(present).size < 2) return dangling
    const where = pointer('knobs', knob)
    const message = `The places that the knob "${label}" sets have different values.`
    return [
      ...dangling,
      { severity: 'warning' as const, code: 'knob_disagrees', where, message, remedy: 'Turn the knob once.' },
    ]
  })
}
