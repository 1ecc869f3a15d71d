// Finds or makes the samples that a program's data sections describe, and keeps them for the next program.
import type { Program } from '../../src/compiler/program/program'
import { canonicalJson } from '../../src/lib/canonical'
import { fail, succeed, type Result } from '../../src/lib/result'
import { decodeDataset, ownHash } from '../../src/data/files/stored'
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
  /** Takes the samples of a section that was stored just now: they need not be read back. */
  keep(section: DataSection, source: DataSource): void
}

/** Imported data come from `datasets`, each set once as long as it is needed. */
export function createSourceCache(datasets: DatasetStore): SourceCache {
  const cache = new Map<string, Promise<Result<DataSource, Failure>>>()
  const find = async (section: DataSection) => {
    const key = keyOf(section)
    const found = cache.get(key) ?? (madeSetOf(section) === null ? loadOwn(section, datasets) : make(section))
    // Whoever asks meanwhile waits for the same samples; what failed is tried again.
    cache.set(key, found)
    const source = await found
    if (!source.ok && cache.get(key) === found) cache.delete(key)
    return source.ok ? checkFields(section, source.value) : source
  }
  return {
    find,
    keep: (section, source) => void cache.set(keyOf(section), Promise.resolve(succeed(source))),
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

/** What decides the samples: of data of one's own, the source alone; of made sets, all but the title. */
function keyOf(section: DataSection): string {
  if (ownHash(section) !== null) return section.source
  const { source, seed, count, fields, density } = section
  return canonicalJson({ source, seed, count, fields, density: density ?? [] })
}

/** A made set is never waited for: another trainer that goes on where one failed has its first round at once. */
function make(section: DataSection): Promise<Result<DataSource, Failure>> {
  const checked = checkSection(section)
  return Promise.resolve(checked.ok ? succeed(sourceAsRead(section)) : checked)
}

async function loadOwn(section: DataSection, datasets: DatasetStore): Promise<Result<DataSource, Failure>> {
  const missing = checkSection(section)
  const hash = ownHash(section)
  if (hash === null) return missing.ok ? fail(unknown(section)) : missing
  const loaded = await datasets.load(hash)
  if (!loaded.ok) return fail({ code: 'data_unreadable', message: loaded.error })
  if (loaded.value === null) return missing.ok ? fail(unknown(section)) : missing
  return decodeDataset(loaded.value.stored)
}

/** Whether the samples are what the section says they are. */
function checkFields(section: DataSection, source: DataSource): Result<DataSource, Failure> {
  for (const [name, field] of Object.entries(section.fields)) {
    const stored = source.fields[name]
    if (stored === undefined || stored.shape.join() !== field.shape.join()) {
      return fail({
        code: 'data_shape',
        message: `The stored data have no field ${name} of shape ${field.shape.join('×')}.`,
        remedy: 'Choose their files again.',
      })
    }
  }
  return succeed(source)
}

function unknown(section: DataSection): Failure {
  return { code: 'data_unknown', message: `There is no data set ${section.source}.` }
}
