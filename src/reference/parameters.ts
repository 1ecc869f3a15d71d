// Parameters in words, from the zod schema that also checks them.
import type { z } from 'zod'
import { formFields, type Control } from '../kinds/form'
import { formatCount } from '../lib/format'
import type { NumberBounds } from '../lib/numbers'
import type { Parameter } from './types'

/** Every parameter of a zod object, in its order. */
export function parametersOf(params: z.ZodType): Parameter[] {
  return formFields(params).map(({ name, label, hint = '', control, standard }) => ({
    name,
    label,
    type: typeText(control),
    standard: JSON.stringify(standard) ?? '',
    doc: hint,
  }))
}

function typeText(control: Control): string {
  switch (control.type) {
    case 'number':
      return numberText(control)
    case 'boolean':
      return 'true or false'
    case 'choice':
      return control.choices.join(' · ')
    case 'numberOrChoice':
      return `${control.choices.join(' · ')} · ${numberText(control)}`
    case 'shape':
      return `shape of up to ${control.length} sizes, ${rangeText(control)} each`
    case 'text':
      return 'text'
  }
}

function numberText(bounds: NumberBounds): string {
  const range = rangeText(bounds)
  const kind = bounds.integer === true ? 'whole number' : 'number'
  return range === '' ? kind : `${kind}, ${range}`
}

function rangeText({ min, max, above, below }: NumberBounds): string {
  if (min !== undefined && max !== undefined) return `${written(min)} to ${written(max)}`
  const low = min === undefined ? above : min
  const high = max === undefined ? below : max
  const words = [
    low === undefined ? '' : `${min === undefined ? 'more than' : 'at least'} ${written(low)}`,
    high === undefined ? '' : `${max === undefined ? 'less than' : 'at most'} ${written(high)}`,
  ]
  return words.filter((word) => word !== '').join(', ')
}

function written(bound: number): string {
  return Number.isInteger(bound) && bound >= 10_000 ? formatCount(bound) : String(bound)
}
