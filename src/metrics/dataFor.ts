// Finds the samples that measuring reads: training and test samples of a program's data sections, with all their labels.
import type { Program } from '../compiler/program/program'
import { own } from '../lib/own'
import type { Result } from '../lib/result'
import { madeSetOf } from '../data/made/registry'
import { ownHash } from '../data/files/stored'
import { makeSource, makeTestSource } from '../data/makeSource'
import type { DataSource } from '../data/source'
import { completeSection } from './dataFields'
import { ownSource } from './ownSource'
import type { DataFor } from './types'

/** Loads a user's data set by the SHA-256 of its files. */
export type LoadDataset = (id: string) => Promise<Result<{ stored: unknown } | null, string>>

/** Test samples of a made set: as many as pictures are compared. */
const testCount = 3000

/** Made sets have a test split of their own; the user's files have one where folders say so, else they are what they are for both. */
export function dataFor(
  program: Program,
  load: LoadDataset,
  onMaking: () => void = () => undefined,
): DataFor {
  const known = new Map<string, Promise<DataSource>>()
  const find = async (data: string, split: 'training' | 'test'): Promise<DataSource> => {
    const section = own(program.data, data)
    if (section === undefined) throw new Error(`there is no data section ${data}`)
    if (madeSetOf(section) !== null) {
      onMaking()
      const complete = completeSection(section)
      return split === 'training'
        ? makeSource(complete)
        : makeTestSource(complete, { count: Math.min(testCount, complete.count) })
    }
    const loaded = await load(ownHash(section) ?? '')
    if (!loaded.ok || loaded.value === null) throw new Error(`the files of ${data} are not on this machine`)
    const source = ownSource(loaded.value.stored, split)
    if (!source.ok) throw new Error(source.error.message)
    return source.value
  }
  return (data, split) => {
    const key = `${split} ${data}`
    const found = known.get(key) ?? find(data, split)
    known.set(key, found)
    return found
  }
}
