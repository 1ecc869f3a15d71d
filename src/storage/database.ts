// The one IndexedDB database of Ganvas: its stores, its connection, and its failures as sentences.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import type { DataSection } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'

const databaseName = 'ganvas'
const databaseVersion = 1
const openTimeout = 8_000

/** What the project list shows. The document lies in a store of its own, so that a list reads no documents. */
export interface ProjectRecord {
  id: string
  title: string
  createdAt: number
  updatedAt: number
  /** Set while the project waits in the bin, until it is purged. */
  deletedAt: number | null
  /** Why the stored document cannot be read. It is left as it is. */
  broken: { message: string; where: string } | null
}

interface CheckpointRecord {
  project: string
  round: number
  bytes: ArrayBuffer
  /** SHA-256 of `bytes`; empty or absent where it could not be computed. */
  hash?: string
}

/** A data set that a user imported. `stored` is what the decoder of data sets understands: typed arrays in plain objects. */
export interface DatasetRecord {
  id: string
  section: DataSection
  summary: string
  stored: unknown
}

interface Stores extends DBSchema {
  projects: { key: string; value: ProjectRecord }
  documents: { key: string; value: unknown }
  sessions: { key: string; value: unknown }
  thumbnails: { key: string; value: Blob }
  /** Loss curves. */
  curves: { key: string; value: unknown }
  /** Keys count up: the newest has the greatest. */
  checkpoints: { key: number; value: CheckpointRecord; indexes: { project: string } }
  datasets: { key: string; value: DatasetRecord }
  settings: { key: string; value: unknown }
}

type Database = IDBPDatabase<Stores>
export type WriteTransaction<Names extends ArrayLike<StoreNames<Stores>>> = IDBPTransaction<
  Stores,
  Names,
  'readwrite'
>

let connection: Promise<Database> | null = null

function connect(): Promise<Database> {
  connection ??= openConnection().catch((error: unknown) => {
    connection = null
    throw error
  })
  return connection
}

async function openConnection(): Promise<Database> {
  const forget = () => (connection = null)
  const opening = openDB<Stores>(databaseName, databaseVersion, {
    upgrade(database) {
      for (const name of ['projects', 'datasets'] as const)
        database.createObjectStore(name, { keyPath: 'id' })
      for (const name of ['documents', 'sessions', 'thumbnails', 'curves', 'settings'] as const)
        database.createObjectStore(name)
      database.createObjectStore('checkpoints', { autoIncrement: true }).createIndex('project', 'project')
    },
    // A newer Ganvas in another tab wants to upgrade: give way, or it waits for ever.
    blocking(_current, _blocked, event) {
      forget()
      ;(event.target as IDBDatabase).close()
    },
    terminated: forget,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    const blocked = new DOMException('the database stays blocked', 'TimeoutError')
    timer = setTimeout(() => reject(blocked), openTimeout)
  })
  // A connection that opens after the time-out would block the next upgrade.
  opening.then(
    (late) => timer === undefined && late.close(),
    () => undefined,
  )
  try {
    return await Promise.race([opening, tooLong])
  } finally {
    clearTimeout(timer)
    timer = undefined
  }
}

/**
 * Runs `work` on the open database and returns its value, or one sentence about why the browser's storage refused. A dead
 * connection is reopened once; `work` may therefore run twice and must be one transaction. Bugs (anything but a
 * DOMException) are thrown.
 */
export async function inDatabase<Value>(
  work: (database: Database) => Promise<Value>,
): Promise<Result<Value, string>> {
  if (typeof indexedDB === 'undefined')
    return fail('This browser offers no storage, so nothing can be kept here.')
  for (let attempt = 0; ; attempt++) {
    try {
      return succeed(await work(await connect()))
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      const dead = error.name === 'InvalidStateError' || error.name === 'AbortError'
      if (!dead || attempt > 0) return fail(storageSentence(error))
      connection = null
    }
  }
}

/**
 * Runs `work` in one read-write transaction: everything that it writes is stored, or, where it fails or throws, nothing.
 * `strict` waits until the disk has it (for checkpoints and whole projects); edits are `relaxed`.
 */
export async function writeTogether<Names extends StoreNames<Stores>, Value>(
  names: readonly Names[],
  durability: 'strict' | 'relaxed',
  work: (transaction: WriteTransaction<Names[]>) => Promise<Result<Value, string>>,
): Promise<Result<Value, string>> {
  const written = await inDatabase(async (database) => {
    const transaction = database.transaction([...names], 'readwrite', { durability })
    let result: Result<Value, string>
    try {
      result = await work(transaction)
    } catch (error) {
      abort(transaction)
      // A full disk aborts the transaction, and that is its error; the request only says that it was aborted.
      throw transaction.error ?? error
    }
    if (result.ok) await transaction.done
    else abort(transaction)
    return result
  })
  return written.ok ? written.value : written
}

function abort(transaction: { abort: () => void; done: Promise<void> }): void {
  // It rejects because of us, or because it is over already.
  transaction.done.catch(() => undefined)
  try {
    transaction.abort()
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

function storageSentence(error: DOMException): string {
  switch (error.name) {
    case 'QuotaExceededError':
      return 'The browser has no more room for Ganvas. Delete projects that you no longer need, or free space on the disk.'
    case 'TimeoutError':
      return 'The storage is held by another tab with an older Ganvas. Close the other tabs and reload this one.'
    case 'VersionError':
      return 'The storage was written by a newer Ganvas. Reload the page to get that version.'
    default:
      return `The browser's storage refused: ${error.message || error.name}.`
  }
}

/**
 * Closes the connection; the next use opens it again.
 * @internal Tests only, for now.
 */
export async function closeDatabase(): Promise<void> {
  const open = connection
  connection = null
  if (open) (await open).close()
}
