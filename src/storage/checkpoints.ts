// Checkpoints of training runs: the last three of each project. Used by the worker and by the page.
import { succeed, type Result } from '../lib/result'
import { inDatabase, writeTogether } from './database'

/** So many are kept: a newer one that cannot be read leaves an older one to resume from. */
const kept = 3

/** Training as it stood after `round`: `bytes` is a safetensors file. */
export interface StoredCheckpoint {
  round: number
  bytes: ArrayBuffer
}

/** FNV-1a over 32-bit words: notices damage, not malice. */
function checksum(bytes: ArrayBuffer): number {
  const words = new Uint32Array(bytes, 0, bytes.byteLength >> 2)
  let hash = 0x811c9dc5 ^ bytes.byteLength
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193)
  for (const byte of new Uint8Array(bytes, words.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** Writes a checkpoint with strict durability and drops all but the newest three, in one transaction. */
export async function saveCheckpoint(
  project: string,
  { round, bytes }: StoredCheckpoint,
): Promise<Result<null, string>> {
  const check = checksum(bytes)
  return writeTogether(['checkpoints'], 'strict', async (transaction) => {
    const store = transaction.objectStore('checkpoints')
    await store.put({ project, round, bytes, check })
    const keys = await store.index('project').getAllKeys(project)
    await Promise.all(keys.slice(0, -kept).map((key) => store.delete(key)))
    return succeed(null)
  })
}

/** The newest checkpoint of a project that is whole; null where there is none. */
export async function loadCheckpoint(project: string): Promise<Result<StoredCheckpoint | null, string>> {
  return inDatabase(async (database) => {
    const keys = await database.getAllKeysFromIndex('checkpoints', 'project', project)
    for (const key of keys.reverse()) {
      const found = await database.get('checkpoints', key)
      if (found && checksum(found.bytes) === found.check) return { round: found.round, bytes: found.bytes }
    }
    return null
  })
}

/** The name under which the best checkpoint of a project is filed; no project's id has a space. */
function bestOf(project: string): string {
  return `best ${project}`
}

/** Keeps a checkpoint beside the newest three, in the place of the one that was best before. */
export async function saveBestCheckpoint(
  project: string,
  { round, bytes }: StoredCheckpoint,
): Promise<Result<null, string>> {
  const check = checksum(bytes)
  return writeTogether(['checkpoints'], 'strict', async (transaction) => {
    const store = transaction.objectStore('checkpoints')
    const before = await store.index('project').getAllKeys(bestOf(project))
    await store.put({ project: bestOf(project), round, bytes, check })
    await Promise.all(before.map((key) => store.delete(key)))
    return succeed(null)
  })
}

/** The checkpoint that was kept as the best one; null where there is none, or it is damaged. */
export async function loadBestCheckpoint(project: string): Promise<Result<StoredCheckpoint | null, string>> {
  return loadCheckpoint(bestOf(project))
}

/** Removes all checkpoints of a project, the best one too: training starts afresh. */
export async function dropCheckpoints(project: string): Promise<Result<null, string>> {
  return writeTogether(['checkpoints'], 'strict', async (transaction) => {
    const store = transaction.objectStore('checkpoints')
    const index = store.index('project')
    const keys = [...(await index.getAllKeys(project)), ...(await index.getAllKeys(bestOf(project)))]
    await Promise.all(keys.map((key) => store.delete(key)))
    return succeed(null)
  })
}
