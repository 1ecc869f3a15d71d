// Makes one data set of IDX files: pictures, with or without their labels.
import type { Result } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import { type IdxContent, readIdx } from './idx'
import { type JoinedPictures, joinPictures, pairLabels } from './pair'
import { contentHash } from './stored'

/**
 * IDX files: pictures, with or without their labels, gzipped or not. Files of equal content count once, several files of
 * pictures are joined.
 */
export async function recogniseIdx(
  files: readonly { path: string; bytes: Uint8Array<ArrayBuffer> }[],
): Promise<Result<JoinedPictures, Failure>> {
  const contents: IdxContent[] = []
  for (const { path, bytes } of files) {
    const read = await readIdx({ name: path, bytes })
    if (!read.ok) return read
    contents.push(read.value)
  }
  const paired = pairLabels(await distinct(contents))
  return paired.ok ? joinPictures(paired.value) : paired
}

/** Drops files that repeat the content of an earlier one, such as a file beside its gzipped self. */
async function distinct(contents: readonly IdxContent[]): Promise<IdxContent[]> {
  const known = new Map<string, IdxContent>()
  for (const content of contents) {
    const hash = await contentHash({ all: { shape: content.sizes, values: content.values } })
    if (!known.has(hash)) known.set(hash, content)
  }
  return [...known.values()]
}
