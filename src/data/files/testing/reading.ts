// Reads files as the trainer does and says what was refused or left out: what the tests of bad files ask.
import { decodePicture } from '../../../cli/decodePicture'
import { recogniseFiles } from '../recognise'
import type { GivenFile } from '../unpack'
import { given } from './corpus'

export const read = (files: readonly GivenFile[]) => recogniseFiles(files, { decode: decodePicture })

/** The refusal of a file called `f`. */
export async function refusal(bytes: Uint8Array): Promise<string> {
  const result = await read([given('f', bytes)])
  return result.ok ? `accepted: ${result.value[0]?.summary ?? ''}` : result.error.message
}

/** What is said of members that are left out of an archive with one good picture in it. */
export async function leftOut(archive: Uint8Array): Promise<string[]> {
  const result = await read([given('f', archive)])
  if (!result.ok) return [`refused: ${result.error.message}`]
  return (result.value[0]?.skipped ?? []).map(({ path, reason }) => `${path} ${reason}`)
}
