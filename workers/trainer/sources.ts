// Finds or makes the samples that a program's data sections describe, and keeps them for the next program.
import type { Program } from '../../src/compiler/program/program'
import { canonicalJson } from '../../src/lib/canonical'
import { fail, succeed, type Result } from '../../src/lib/result'
import { decodeDataset } from '../../src/data/files/stored'
import { madeSetOf } from '../../src/data/made/registry'
import { checkSection, sourceAsRead } from '../../src/data/makeSource'
import type { DataSource } from '../../src/data/source'
import type { Failure } from '../../src/lib/failure'
import type { DatasetStore } from './stores'

type DataSection = Program['data'][string]

export interface SourceCache {
  /** The samples of one section. */
  find(section: DataSection): Promise<Result<DataSource, Failure>>
  /** The samples of all of a program's sections, by name; what no program needs any more is dropped. */
  prepare(data: Program['data']): Promise<Result<Record<string, DataSource>, Failure>>
}

/** Imported data come from `datasets`. */
export function createSourceCache(datasets: DatasetStore): SourceCache {
  const cache = new Map<string, DataSource>()
  const find = async (section: DataSection) => {
    const key = keyOf(section)
    const known = cache.get(key)
    if (known !== undefined) return succeed(known)
    const found = madeSetOf(section) === null ? await loadOwn(section, datasets) : make(section)
    if (found.ok) cache.set(key, found.value)
    return found
  }
  return {
    find,
    async prepare(data) {
      const sources: Record<string, DataSource> = {}
      for (const [name, section] of Object.entries(data)) {
        const found = await find(section)
        if (!found.ok) return found
        sources[name] = found.value
      }
      const needed = new Set(Object.values(data).map(keyOf))
      for (const key of cache.keys()) if (!needed.has(key)) cache.delete(key)
      return succeed(sources)
    },
  }
}

/** What decides the samples; titles do not. */
function keyOf({ source, seed, count, fields, density }: DataSection): string {
  return canonicalJson({ source, seed, count, fields, density: density ?? [] })
}

/** A made set is never waited for: another trainer that goes on where one failed has its first round at once. */
function make(section: DataSection): Result<DataSource, Failure> {
  const checked = checkSection(section)
  return checked.ok ? succeed(sourceAsRead(section)) : checked
}

async function loadOwn(section: DataSection, datasets: DatasetStore): Promise<Result<DataSource, Failure>> {
  const missing = checkSection(section)
  if (!section.source.startsWith('own/')) return missing.ok ? fail(unknown(section)) : missing
  const loaded = await datasets.load(section.source.slice('own/'.length))
  if (!loaded.ok) return fail({ code: 'data_unreadable', message: loaded.error })
  if (loaded.value === null) return missing.ok ? fail(unknown(section)) : missing
  const source = decodeDataset(loaded.value.stored)
  if (!source.ok) return source
  for (const [name, field] of Object.entries(section.fields)) {
    const stored = source.value.fields[name]
    if (stored === undefined || stored.shape.join() !== field.shape.join()) {
      return fail({
        code: 'data_shape',
        message: `The stored data have no field ${name} of shape ${field.shape.join('×')}.`,
        remedy: 'Choose their files again.',
      })
    }
  }
  return source
}

function unknown(section: DataSection): Failure {
  return { code: 'data_unknown', message: `There is no data set ${section.source}.` }
}
