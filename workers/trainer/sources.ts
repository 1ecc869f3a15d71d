// Finds or makes the samples that a program's data sections describe, and keeps them for the next program.
import type { Program } from '../../src/compiler/program'
import { canonicalJson } from '../../src/lib/canonical'
import { fail, succeed, type Result } from '../../src/lib/result'
import { decodeDataset } from '../data/files/stored'
import { checkSection, madeSetOf, makeSource } from '../data/makeSource'
import type { DataSource } from '../data/source'
import type { Failure } from '../trainer.api'
import type { DatasetStore } from './stores'

type DataSection = Program['data'][string]

export interface SourceShelf {
  /** The samples of one section. */
  find(section: DataSection): Promise<Result<DataSource, Failure>>
  /** The samples of all of a program's sections, by name; what no program needs any more is dropped. */
  prepare(data: Program['data']): Promise<Result<Record<string, DataSource>, Failure>>
}

/** `onProgress` hears of work that takes long: a fraction, or null when it is done. */
export function createSourceShelf(options: {
  datasets: DatasetStore
  onProgress: (progress: { what: string; fraction: number } | null) => void
}): SourceShelf {
  const shelf = new Map<string, DataSource>()
  const find = async (section: DataSection) => {
    const key = keyOf(section)
    const known = shelf.get(key)
    if (known !== undefined) return succeed(known)
    const found =
      madeSetOf(section) === null
        ? await loadOwn(section, options.datasets)
        : await make(section, options.onProgress)
    if (found.ok) shelf.set(key, found.value)
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
      for (const key of shelf.keys()) if (!needed.has(key)) shelf.delete(key)
      return succeed(sources)
    },
  }
}

/** What decides the samples; titles do not. */
function keyOf({ source, seed, count, fields, density }: DataSection): string {
  return canonicalJson({ source, seed, count, fields, density: density ?? [] })
}

async function make(
  section: DataSection,
  onProgress: (progress: { what: string; fraction: number } | null) => void,
): Promise<Result<DataSource, Failure>> {
  const checked = checkSection(section)
  if (!checked.ok) return checked
  const what = `Making ${section.title ?? 'the data'}`
  const source = await makeSource(section, { onProgress: (fraction) => onProgress({ what, fraction }) })
  onProgress(null)
  return succeed(source)
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
