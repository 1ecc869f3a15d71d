// Measures a trained engine for the command line: draws on the run's backend, judges on the one that is the same everywhere.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Program } from '../compiler/program/program'
import { madeSetOf } from '../data/made/registry'
import { makeSource, makeTestSource } from '../data/makeSource'
import type { StoredDataset } from '../data/files/stored'
import type { DataSource } from '../data/source'
import { loadOps, startBackend } from '../tensors/backends'
import type { Engine } from '../engine/engine'
import { completeSection } from '../metrics/dataFields'
import { drawPlanned } from '../metrics/draw'
import { measure } from '../metrics/measure'
import { ownSource } from '../metrics/ownSource'
import type { DataFor, Figures, MetricStore } from '../metrics/types'
import { readBytes, writeWhole } from './files'
import type { Seen } from './judged'

/** Everything that can be measured of the engine's game. `cache` is a folder for what takes long to make; `say` hears of progress. */
export async function evaluateEngine(
  engine: Engine,
  options: {
    sources: Record<string, DataSource>
    stored: Record<string, StoredDataset>
    cache: string | null
    say: (text: string) => void
    /** Hears of everything that was drawn. */
    onDrawn?: (seen: Seen) => void
  },
): Promise<Figures> {
  const ops = loadOps()
  const { program } = engine
  const backend = ops.getBackend()
  const data = dataFor(program, options)
  let said = ''
  const report = (what: string) => {
    if (what !== said) options.say(what)
    said = what
  }
  const judge = { ops, store: folderStore(options.cache), report, check: () => undefined }
  const draw: Parameters<typeof measure>[1]['draw'] = async (samples) => {
    await ops.setBackend(backend)
    const drawn = await drawPlanned(engine, samples, data)
    // The judges' numbers are the same wherever a run trained.
    await startBackend({ ops }, 'wasm')
    options.onDrawn?.({ samples, drawn })
    return drawn
  }
  const figures = await measure(judge, { program, draw, data })
  await ops.setBackend(backend)
  return figures
}

/** Made sets have a test split of their own, files where they say so. */
function dataFor(
  program: Program,
  { sources, stored }: { sources: Record<string, DataSource>; stored: Record<string, StoredDataset> },
): DataFor {
  const made = new Map<string, Promise<DataSource>>()
  return (data, split) => {
    const key = `${split} ${data}`
    const section = program.data[data]
    if (!section) return Promise.reject(new Error(`no data section ${data}`))
    const known = made.get(key)
    if (known) return known
    const own = stored[data] && ownSource(stored[data], split)
    const given = own ? (own.ok ? own.value : null) : sources[data]
    const complete = completeSection(section)
    const found =
      madeSetOf(section) === null && given
        ? Promise.resolve(given)
        : split === 'training'
          ? makeSource(complete)
          : makeTestSource(complete, { count: Math.min(3000, complete.count) })
    made.set(key, found)
    return found
  }
}

function folderStore(folder: string | null): MetricStore {
  const fileOf = (name: string) =>
    join(folder ?? '', `${createHash('sha256').update(name).digest('hex').slice(0, 24)}.safetensors`)
  return {
    load: async (name) => {
      const bytes = folder === null ? null : await readBytes(fileOf(name))
      return bytes?.ok ? bytes.value : null
    },
    save: async (name, bytes) => {
      if (folder !== null) await writeWhole(fileOf(name), new Uint8Array(bytes))
    },
  }
}
