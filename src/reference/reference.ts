// The reference: every vocabulary from its registry, one line a vocabulary.
import { layersChapter, optimizersChapter, valuesChapter } from './kinds'
import { problemsChapter } from './problems'
import type { Chapter } from './types'

/** All chapters, made anew: about a hundred entries in a few milliseconds. */
export function makeReference(): Chapter[] {
  return [layersChapter(), valuesChapter(), optimizersChapter(), problemsChapter()]
}
