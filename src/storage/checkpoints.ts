// Checkpoints of training runs: the last three of each project, and the one that measured best. Used by the trainer's worker.
import { succeed, type Result } from '../lib/result'
import { inDatabase, writeTogether } from './database'

/** So many are kept: a newer one that cannot be read leaves an older one to resume from. */
const kept = 3

/** Training as it stood after `round`: `bytes` is a safetensors file. */
export interface StoredCheckpoint {
  round: number
  bytes: ArrayBuffer
}

/** What was found of a project, newest first. */
interface FoundCheckpoint {
  /** The newest one that is whole; null where there is none. */
  whole: StoredCheckpoint | null
  /** Rounds of newer ones whose bytes are not those that were written. */
  damaged: number[]
}

/** SHA-256 in hexadecimal digits; empty at an insecure address, where browsers do not offer it. */
async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const { subtle } = crypto as Partial<Crypto>
  if (subtle === undefined) return ''
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Writes a checkpoint with strict durability and drops all but the newest three, in one transaction. */
export async function saveCheckpoint(
  project: string,
  { round, bytes }: StoredCheckpoint,
): Promise<Result<null, string>> {
  const hash = await hashOf(bytes)
  return writeTogether(['checkpoints'], 'strict', async (transaction) => {
    const store = transaction.objectStore('checkpoints')
    await store.put({ project, round, bytes, hash })
    const keys = await store.index('project').getAllKeys(project)
    await Promise.all(keys.slice(0, -kept).map((key) => store.delete(key)))
    return succeed(null)
  })
}

/** The newest checkpoint of a project that is whole, and which newer ones are not. */
export async function loadCheckpoint(project: string): Promise<Result<FoundCheckpoint, string>> {
  return inDatabase(async (database) => {
    const damaged: number[] = []
    const keys = await database.getAllKeysFromIndex('checkpoints', 'project', project)
    for (const key of keys.reverse()) {
      const record = await database.get('checkpoints', key)
      if (record === undefined) continue
      const { round, bytes, hash } = record
      // Without a hash (an insecure address, or an older Ganvas) the engine's own reading is the only check.
      if (!hash || hash === (await hashOf(bytes))) return { whole: { round, bytes }, damaged }
      damaged.push(round)
    }
    return { whole: null, damaged }
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
  const hash = await hashOf(bytes)
  return writeTogether(['checkpoints'], 'strict', async (transaction) => {
    const store = transaction.objectStore('checkpoints')
    const before = await store.index('project').getAllKeys(bestOf(project))
    await store.put({ project: bestOf(project), round, bytes, hash })
    await Promise.all(before.map((key) => store.delete(key)))
    return succeed(null)
  })
}

/** The checkpoint that was kept as the best one. */
export async function loadBestCheckpoint(project: string): Promise<Result<FoundCheckpoint, string>> {
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
