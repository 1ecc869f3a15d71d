// How an exported file makes the samples of a made data set: the rule that the set brings, and the call of it.
import type { DataSection } from '../../document/types'
import { madeSetOf } from '../../data/made/registry'
import { own } from '../../lib/own'
import { rules } from './made/rules'
import { quote } from './text'

/** A function that makes one sample of a data set. */
export interface Sampler {
  title: string
  /** What makes one sample: a name or an arrow function. */
  call: string
  /** Lines that must stand before the call, from what the section says. */
  prepare: string[]
  /** Shape of each field that a sample has; a label's is []. */
  fields: Record<string, readonly number[]>
  source: string
}

/** The rule that makes a section's samples, or null where only files can give them. */
export function samplerOf(section: Pick<DataSection, 'source' | 'density'>): Sampler | null {
  const set = madeSetOf(section)
  if (set === null) return null
  const { title, name, source = own(rules, name), args = [] } = set.exported
  if (source === undefined) throw new Error(`${name} is not written: npm run made-rules`)
  const fields = Object.entries(set.fields).map(([field, { shape }]) => [field, shape] as const)
  const given = [
    ...(set.exported.source === undefined ? ['randomDraws()', ...args] : []),
    ...(set.density ? ['density'] : []),
  ]
  const rows = (section.density ?? set.density ?? []).map((row) => `  ${quote(row)},`)
  return {
    title,
    call: given.length === 0 ? name : `() => ${name}(${given.join(', ')})`,
    prepare: set.density ? ['const density = [', ...rows, ']'] : [],
    fields: Object.fromEntries(fields),
    source,
  }
}
