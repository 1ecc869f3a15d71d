// What one may choose for a view: values that fit its places, and what becomes of it when it is shown another way.
import type { Inference } from '../../compiler/infer/infer'
import { viewReferences } from '../../document/references'
import type { View } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { viewKindOf, views } from '../../kinds/views/registry'
import type { ViewKind, ViewRule } from '../../kinds/views/types'

type Types = Inference['types']
export type ViewPatch = { [Key in keyof View]?: View[Key] | undefined }

/** The ways to show a value, in the words of a choice. */
export function ways(): { value: string; label: string }[] {
  return Object.entries(views).map(([value, { title }]) => ({ value, label: title.toLowerCase() }))
}

function offers({ accepts, odd }: ViewRule, type: TensorType): boolean {
  return accepts(type) && odd?.(type) !== true
}

function isNeeding({ fields }: ViewKind): boolean {
  return Object.values(fields).some(({ needed }) => needed)
}

/** The registers that fit a place of a view. */
export function choicesFor(types: Types, rule: ViewRule): string[] {
  return Object.keys(types).filter((register) => types[register] && offers(rule, types[register]))
}

/** The registers that some view can show. */
export function showable(types: Types): string[] {
  const rules = Object.values(views).map(({ value }) => value)
  return Object.keys(types).filter((register) => {
    const type = types[register]
    return type !== undefined && rules.some((rule) => offers(rule, type))
  })
}

/** A view of the first value that can be shown alone, in the first way that can; null where there is none. */
export function firstView(types: Types): View | null {
  for (const [value, type] of Object.entries(types)) {
    const way = Object.entries(views).find(([, kind]) => !isNeeding(kind) && offers(kind.value, type))
    if (way) return { value, as: way[0], count: 36, weights: 'average' }
  }
  return null
}

/** The register that a reference means: `fake` is `fake.image` where that is its one output. */
export function fullReference(types: Types, reference: string | undefined): string {
  if (reference === undefined) return ''
  if (Object.hasOwn(types, reference) || reference.includes('.')) return reference
  return Object.keys(types).find((register) => register.startsWith(`${reference}.`)) ?? reference
}

/** The patch that shows a view another way: what that way has no use for goes, what it needs and lacks is guessed. */
export function wayPatch(view: View, as: string, types: Types): ViewPatch {
  const fields: ViewKind['fields'] = viewKindOf(as)?.fields ?? {}
  const given = viewReferences(view)
  const patch: ViewPatch = { as }
  for (const field of Object.keys(given)) if (!Object.hasOwn(fields, field)) patch[field] = undefined
  const needed = Object.entries(fields).filter(([, { needed }]) => needed)
  for (const [k, [field, { rule }]] of needed.entries()) {
    const others = choicesFor(types, rule).filter((register) => register !== fullReference(types, view.value))
    patch[field] = given[field] ?? others[Math.min(k, others.length - 1)]
  }
  return patch
}
