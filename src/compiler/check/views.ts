// Checks what the page shows of a game, and the knobs above it.
import { pointer, valueAtPointer } from '../../document/pointer'
import { deletion, problem } from '../../document/problems'
import { viewParts } from '../../document/references'
import type { GanvasDocument, Problem, Reference, View } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { canonicalJson } from '../../lib/canonical'
import { elementCount } from '../../lib/format'
import { resolveReference } from '../infer/scope'
import { describeType } from '../infer/sentences'
import type { Scope } from '../infer/types'

const roles = ['value', 'real', 'score', 'input', 'target', 'label'] as const
type Role = (typeof roles)[number]

/** Views refer to values that exist and can be drawn. */
export function checkViews({ game }: GanvasDocument, scope: Scope): Problem[] {
  return Object.entries(game.views).flatMap(([id, view]) => [
    ...missingParts(id, view),
    ...roles.flatMap((role): Problem[] => {
      const reference = view[role]
      if (reference === undefined) return []
      const where = pointer('game', 'views', id, role)
      const resolved = resolveReference(scope, reference)
      if (resolved.state === 'unknown') return []
      const path = ['game', 'views', id]
      const needed: readonly Role[] = ['value', ...viewParts[view.as]]
      const repairs = [needed.includes(role) ? deletion(...path) : deletion(...path, role)]
      if (resolved.state === 'wrong') {
        const { code, message } = resolved
        return [
          problem(code, { where, message: `The view ${id} shows ${reference}, but ${message}.`, repairs }),
        ]
      }
      const reason = drawable(view, role, resolved.output.type, reference)
      if (reason === null) return []
      const remedy = 'Show another value, or show it another way.'
      return [problem('bad_view', { where, message: `The view ${id} ${reason}.`, remedy, repairs })]
    }),
  ])
}

const shownAs: Record<View['as'], string> = {
  images: 'pictures',
  scatter: 'points',
  pairs: 'pairs',
  triptych: 'triptychs',
  enlarged: 'enlargements',
}

function missingParts(id: string, view: View): Problem[] {
  return viewParts[view.as]
    .filter((role) => view[role] === undefined)
    .map((role) =>
      problem('bad_view', {
        where: pointer('game', 'views', id, 'as'),
        message: `The view ${id} shows ${shownAs[view.as]}, but no ${role} is chosen.`,
        remedy: `Choose the ${role}, or show pictures alone.`,
      }),
    )
}

const labelDomains: readonly TensorType['domain'][] = ['label', 'tokens', 'one_hot']

function drawable(view: View, role: Role, type: TensorType, reference: Reference): string | null {
  const { shape } = type
  const gives = `but ${reference} gives ${describeType(type)}`
  const picturesOnly = role === 'input' || role === 'target' || role === 'label'
  if (picturesOnly && view.as === 'scatter')
    return `has ${role === 'input' ? 'an' : 'a'} ${role}, which only pictures can show`
  if (role === 'label') {
    return labelDomains.includes(type.domain) ? null : `puts labels or tokens under pictures, ${gives}`
  }
  if (role === 'score') {
    if (view.as !== 'scatter') return 'has a score, which only a scatter can show'
    return type.domain !== 'scalar' && elementCount(shape) === 1
      ? null
      : `needs one score per point, ${gives}`
  }
  if (view.as === 'scatter') {
    return shape.length === 1 && shape[0] === 2 ? null : `draws points with 2 coordinates, ${gives}`
  }
  if (role === 'real') return 'has real points, which only a scatter can show'
  const channels = shape[2] ?? 0
  return shape.length === 3 && (channels === 1 || channels === 3)
    ? null
    : `draws pictures with 1 or 3 channels, ${gives}`
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
