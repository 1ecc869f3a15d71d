// Small facts about this machine and this user, by name: the pinned backend, what the probe found.
import type { Result } from '../lib/result'
import { inDatabase } from './database'

/** A setting as it was put; undefined where it never was. The caller checks its shape. */
export async function readSetting(name: string): Promise<Result<unknown, string>> {
  return inDatabase((database) => database.get('settings', name))
}

export async function writeSetting(name: string, value: unknown): Promise<Result<null, string>> {
  return inDatabase(async (database) => {
    await database.put('settings', value, name)
    return null
  })
}
