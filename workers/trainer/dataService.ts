// Answers questions about data: files that a user gave, and the samples of a data section. No project need be open.
import { succeed } from '../../src/lib/result'
import type { DecodePicture } from '../../src/data/files/picture'
import type { News, TrainerApi } from '../trainer.api'
import { createImports } from './imports'
import { paletteOf } from './palette'
import { previewOf } from './pictures'
import { readPicture } from './readPicture'
import { createSourceCache, type SourceCache } from './sources'
import type { DatasetStore } from './stores'

type Questions = 'inspectData' | 'storeData' | 'paletteOf' | 'readPicture' | 'preview'

/** The answers, and the cache from which programs get their data too. */
interface DataService extends Pick<TrainerApi, Questions> {
  cache: SourceCache
}

export function createDataService(context: {
  datasets: DatasetStore
  decode: DecodePicture
  onProgress: (progress: News['progress']) => void
}): DataService {
  const cache = createSourceCache(context.datasets)
  const imports = createImports({ ...context, keep: (section, source) => cache.keep(section, source) })
  return {
    cache,
    inspectData: (files) => imports.inspect(files),
    storeData: (choice) => imports.store(choice),
    async paletteOf(section, field) {
      const source = await cache.find(section)
      return source.ok ? succeed(paletteOf(source.value, { section, field })) : source
    },
    readPicture: (file, target) => readPicture(context.decode, file, target),
    async preview(section, count) {
      const source = await cache.find(section)
      return source.ok ? previewOf(source.value, count) : source
    },
  }
}
