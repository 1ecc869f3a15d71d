// Files of the user's own: looked at first, stored when the user has seen what was understood.
import { fail, succeed, type Result } from '../../src/lib/result'
import { isColoured } from '../../src/data/files/colour'
import { importUnderstood } from '../../src/data/files/importFiles'
import { inspectUnderstood } from '../../src/data/files/inspect'
import type { DecodePicture } from '../../src/data/files/picture'
import { understand } from '../../src/data/files/recognise'
import { samplePictures } from '../../src/data/files/sample'
import type { Understood } from '../../src/data/files/understand'
import type { GivenFile } from '../../src/data/files/unpack'
import type { PictureOptions } from '../../src/data/types'
import type { ImportChoice, ImportedData, InspectedData } from '../data.api'
import type { Failure } from '../../src/lib/failure'
import { previewOf } from './pictures'
import type { SourceCache } from './sources'
import type { DatasetStore } from './stores'

/** Samples that are shown before anything is stored. */
const shownSamples = 10
/** Skipped files that are named; the rest is counted. */
const namedSkipped = 200
const noChoice: PictureOptions = { width: 32, height: 32, channels: 3, fit: 'crop', swap: false }

export interface Imports {
  /** Understands files and remembers them until the next ones come. Nothing is stored. */
  inspect(files: readonly GivenFile[]): Promise<Result<InspectedData, Failure>>
  /** Stores what was inspected last, or one of its two domains, and hands its samples on. */
  store(choice: ImportChoice): Promise<Result<ImportedData, Failure>>
}

/**
 * `keep` gets the samples of what was stored, so that nobody reads them back; `onProgress` hears of work that takes long: a
 * fraction, or null when it is done.
 */
export function createImports(context: {
  datasets: DatasetStore
  decode: DecodePicture
  keep: SourceCache['keep']
  onProgress: (progress: { what: string; fraction: number } | null) => void
}): Imports {
  const { datasets, decode, keep, onProgress } = context
  let understood: Understood | null = null
  return {
    async inspect(files) {
      onProgress({ what: 'Reading the files', fraction: 0 })
      const found = await understand(files)
      onProgress(null)
      if (!found.ok) return found
      understood = found.value
      return succeed(await describe(found.value, decode))
    },
    async store({ options, section, domain = 'a', adapt }) {
      const none = fail<Failure>({ code: 'no_files', message: 'There are no files to store.' })
      if (understood === null) return none
      const what = `Reading ${understood.title}`
      const imported = await importUnderstood(understood, {
        options: options ?? inspectUnderstood(understood).suggested ?? noChoice,
        section,
        domain,
        adapt,
        decode,
        onProgress: (fraction) => onProgress({ what, fraction }),
      })
      onProgress(null)
      if (!imported.ok) return imported
      const [made] = imported.value
      if (made === undefined) return none
      const { summary, warnings, skipped } = made
      const saved = await datasets.save(made.hash, { section: made.section, summary, stored: made.store })
      if (!saved.ok) return fail({ code: 'not_saved', message: saved.error })
      keep(made.section, made.source)
      return succeed({ section: made.section, summary, warnings, ...named(skipped) })
    },
  }
}

function named<Item>(skipped: readonly Item[]): { skipped: Item[]; skippedCount: number } {
  return { skipped: skipped.slice(0, namedSkipped), skippedCount: skipped.length }
}

/** What was understood, with the first samples as they would be trained on. */
async function describe(understood: Understood, decode: DecodePicture): Promise<InspectedData> {
  const { skipped, suggested, ...inspection } = inspectUnderstood(understood)
  const few =
    understood.form === 'pictures'
      ? { ...understood, pictures: samplePictures(understood.pictures, 2 * shownSamples) }
      : understood
  const samples = await importUnderstood(few, { options: suggested ?? noChoice, decode })
  const [first] = samples.ok ? samples.value : []
  // Node, where tests run, has no bitmaps.
  const drawn = first && 'createImageBitmap' in globalThis
  const preview = drawn ? await previewOf(first.source, shownSamples) : null
  return {
    ...inspection,
    summary: first && understood.form !== 'pictures' ? first.summary : `${inspection.summary}.`,
    suggested,
    coloured: samples.ok && samples.value.some(({ store }) => isColoured(store.fields)),
    picture: preview?.ok ? preview.value.picture : null,
    refused: samples.ok ? null : samples.error.message,
    ...named(skipped),
  }
}
