// Data sets that a user imported, by the SHA-256 of what was in the files. Used by the worker and by the page.
import { succeed, type Result } from '../lib/result'
import { inDatabase, writeTogether, type DatasetRecord } from './database'

/** Stores a data set under its SHA-256 (64 hex digits); storing the same one again changes nothing. */
export async function saveDataset(
  id: string,
  dataset: Omit<DatasetRecord, 'id'>,
): Promise<Result<null, string>> {
  return writeTogether(['datasets'], 'strict', async (transaction) => {
    await transaction.objectStore('datasets').put({ ...dataset, id })
    return succeed(null)
  })
}

/** The data set with this SHA-256, or null where it is not stored on this machine. */
export async function loadDataset(id: string): Promise<Result<DatasetRecord | null, string>> {
  return inDatabase(async (database) => (await database.get('datasets', id)) ?? null)
}

/**
 * What is stored, without the samples.
 * @internal Tests only, for now.
 */
export async function listDatasets(): Promise<Result<Omit<DatasetRecord, 'stored'>[], string>> {
  return inDatabase(async (database) => {
    const list: Omit<DatasetRecord, 'stored'>[] = []
    let cursor = await database.transaction('datasets').store.openCursor()
    for (; cursor; cursor = await cursor.continue()) {
      const { id, section, summary } = cursor.value
      list.push({ id, section, summary })
    }
    return list
  })
}
