// The reference: every vocabulary from its registry, one line a vocabulary.
import { layersChapter, optimizersChapter, valuesChapter } from './kinds'
import { madeSetsChapter } from './madeSets'
import { metricsChapter } from './metrics'
import { problemsChapter } from './problems'
import type { Chapter } from './types'
import { viewsChapter } from './views'

/** All chapters, made anew: some two hundred entries, in the time of a frame or two. */
export function makeReference(): Chapter[] {
  return [
    layersChapter(),
    valuesChapter(),
    optimizersChapter(),
    viewsChapter(),
    metricsChapter(),
    madeSetsChapter(),
    problemsChapter(),
  ]
}
