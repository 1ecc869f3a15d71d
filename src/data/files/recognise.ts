// From the files that a user gives to data sets, in one go: open archives, understand the content, make the samples.
import { type Result, fail } from '../../lib/result'
import type { PictureOptions } from '../types'
import type { Failure } from '../../lib/failure'
import { importUnderstood, type ImportedSet, type ImportRequest } from './importFiles'
import { inspectUnderstood } from './inspect'
import type { Fit } from './resize'
import { understandFiles, type Understood } from './understand'
import { type GivenFile, unpackFiles } from './unpack'

/** Sizes are chosen by the files themselves where nothing else is said. */
const noChoice: PictureOptions = { width: 32, height: 32, channels: 3, fit: 'crop', swap: false }

/** Opens archives and finds out what the files are; nothing is decoded. Nothing throws. */
export async function understand(files: readonly GivenFile[]): Promise<Result<Understood, Failure>> {
  if (files.length === 0) return fail({ code: 'no_files', message: 'There are no files.' })
  const unpacked = await unpackFiles(files)
  return unpacked.ok ? understandFiles(unpacked.value, titleOf(files)) : unpacked
}

/**
 * Makes data sets of files of any known form, in any order and under any name: MNIST's IDX and CIFAR-10's binary files,
 * NumPy arrays, pictures in folders or archives. Two domains give two sets, everything else one. Nothing throws: whatever is
 * wrong comes back as a sentence.
 */
export async function recogniseFiles(
  files: readonly GivenFile[],
  request: Omit<ImportRequest, 'options'> & { options?: PictureOptions; fit?: Fit; swap?: boolean },
): Promise<Result<ImportedSet[], Failure>> {
  const understood = await understand(files)
  if (!understood.ok) return understood
  const options = request.options ?? inspectUnderstood(understood.value).suggested ?? noChoice
  const { fit = options.fit, swap = options.swap, ...rest } = request
  return importUnderstood(understood.value, { ...rest, options: { ...options, fit, swap } })
}

/** The first folder or file, without its ending: `photos`. */
function titleOf([first]: readonly GivenFile[]): string {
  const [top = ''] = (first?.name ?? '').split('/')
  return top.replace(/\.(zip|tar|gz|tgz|npz|npy|bin|idx)+$/i, '').slice(0, 200) || 'Data'
}
