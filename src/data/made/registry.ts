// The sets that are made by rule, by the name that a document's `made/<name>` gives, in the order of the page's list.
import type { DataSection } from '../../document/types'
import { inOrder } from '../../lib/order'
import { own } from '../../lib/own'
import * as entries from '../made'
import type { MadeSet } from './types'

export const madeSets: Record<string, MadeSet> = inOrder(entries)

const prefix = 'made/'

/** The name that a section's source gives, `ring` for `made/ring`; null for files. */
export function madeName({ source }: Pick<DataSection, 'source'>): string | null {
  return source.startsWith(prefix) ? source.slice(prefix.length) : null
}

/** The set that a section names, or null for files and unknown names. */
export function madeSetOf(section: Pick<DataSection, 'source'>): MadeSet | null {
  return own(madeSets, madeName(section) ?? '') ?? null
}

/** What a document's section calls a set, `made/ring`. Throws for a set that is not in the registry. */
export function madeSource(set: MadeSet): string {
  const name = Object.keys(madeSets).find((one) => madeSets[one] === set)
  if (name === undefined) throw new Error(`${set.title} is not in the registry`)
  return prefix + name
}

/** A section of a document with the samples of a set. */
export function newSection(set: MadeSet): DataSection {
  const { title, count, fields } = set
  return { title, source: madeSource(set), seed: 1, count, fields }
}
