// Answers questions about data: files that a user gave, and the samples of a data section. No project need be open.
import { succeed } from '../../src/lib/result'
import type { DecodePicture } from '../../src/data/files/picture'
import type { News, TrainerApi } from '../trainer.api'
import { createImports } from './imports'
import { inksOf } from './inks'
import { previewOf } from './pictures'
import { readPicture } from './readPicture'
import { createSourceShelf, type SourceShelf } from './sources'
import type { DatasetStore } from './stores'

type Questions = 'inspectData' | 'storeData' | 'inksOf' | 'readPicture' | 'preview'

/** The answers, and the shelf from which programs get their data too. */
interface DataDesk extends Pick<TrainerApi, Questions> {
  shelf: SourceShelf
}

export function createDataDesk(context: {
  datasets: DatasetStore
  decode: DecodePicture
  onProgress: (progress: News['progress']) => void
}): DataDesk {
  const shelf = createSourceShelf(context.datasets)
  const imports = createImports(context)
  return {
    shelf,
    inspectData: (files) => imports.inspect(files),
    storeData: (choice) => imports.store(choice),
    async inksOf(section, field) {
      const source = await shelf.find(section)
      return source.ok ? succeed(inksOf(source.value, { section, field })) : source
    },
    readPicture: (file, target) => readPicture(context.decode, file, target),
    async preview(section, count) {
      const source = await shelf.find(section)
      return source.ok ? previewOf(source.value, count) : source
    },
  }
}
