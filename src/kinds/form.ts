// Derives a form from parameters: one field a parameter, its control by the parameter's JSON Schema.
import { z } from 'zod'
import { humanName } from '../lib/format'
import type { NumberBounds } from '../lib/numbers'

/** What a control must know to edit one value. */
export type Control =
  | ({ type: 'number' } & NumberBounds)
  | { type: 'boolean' }
  | { type: 'choice'; choices: string[] }
  /** One of the words, or a number. */
  | ({ type: 'numberOrChoice'; choices: string[] } & NumberBounds)
  | { type: 'shape'; min: number; max: number; length: number }
  | { type: 'text' }

export interface FormField {
  name: string
  label: string
  hint: string | undefined
  control: Control
  /** What it is where nothing else is said. */
  standard: unknown
}

interface Schema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  maxItems?: number
}

const cache = new WeakMap<z.ZodType, FormField[]>()

/** The fields of a zod object, in its order. Parameters of a form that no control edits are left out. */
export function formFields(params: z.ZodType): FormField[] {
  const known = cache.get(params)
  if (known) return known
  const schema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as Schema
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, property]): FormField[] => {
    const control = controlOf(property)
    if (!control) return []
    const { title = humanName(name), description: hint, default: standard } = property
    return [{ name, label: title, hint, control, standard }]
  })
  cache.set(params, fields)
  return fields
}

function controlOf(schema: Schema): Control | null {
  const words = wordsOf(schema)
  if (words) return { type: 'choice', choices: words }
  if (schema.type === 'number' || schema.type === 'integer') return { type: 'number', ...boundsOf(schema) }
  if (schema.type === 'boolean') return { type: 'boolean' }
  if (schema.type === 'string') return { type: 'text' }
  if (schema.type === 'array' && schema.items?.type === 'integer') {
    const { items, maxItems = 8 } = schema
    return { type: 'shape', min: items.minimum ?? 0, max: items.maximum ?? 65_536, length: maxItems }
  }
  return schema.anyOf ? unionControl(schema.anyOf) : null
}

function unionControl(options: Schema[]): Control | null {
  const choices = options.flatMap((option) => wordsOf(option) ?? [])
  const number = options.find(({ type }) => type === 'number' || type === 'integer')
  if (number && choices.length > 0) return { type: 'numberOrChoice', choices, ...boundsOf(number) }
  if (number) return { type: 'number', ...boundsOf(number) }
  return choices.length > 0 ? { type: 'choice', choices } : null
}

function wordsOf(schema: Schema): string[] | null {
  const words = schema.enum ?? (schema.const === undefined ? [] : [schema.const])
  return words.length > 0 && words.every((word) => typeof word === 'string') ? words : null
}

function boundsOf(schema: Schema): NumberBounds {
  const integer = schema.type === 'integer'
  // zod writes the safe integers as bounds of an unbounded one: that says nothing to a person.
  const told = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined
  return {
    integer,
    min: told(schema.minimum),
    max: told(schema.maximum),
    above: schema.exclusiveMinimum,
    below: schema.exclusiveMaximum,
  }
}
