// Projects: a document, how it is looked at, and what belongs to it, each edit in one transaction.
import { parseDocument } from '../document/parse'
import type { GanvasDocument } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'
import { inDatabase, writeTogether, type ProjectRecord, type WriteTransaction } from './database'

/** Days that a deleted project waits before it is purged. */
const binDays = 7
const owned = ['documents', 'sessions', 'thumbnails', 'curves'] as const
const everything = ['projects', ...owned, 'checkpoints'] as const

/** A line of the project list. */
export interface ProjectEntry extends ProjectRecord {
  thumbnail: Blob | null
}

export interface LoadedProject {
  id: string
  title: string
  document: GanvasDocument
  /** What `saveProject` was given; null before the first time. */
  session: unknown
  /** The loss curve as last saved; null before the first time. */
  curve: unknown
}

/** Why a project does not open. `where` is a JSON pointer into the stored document, or empty. */
export interface ProjectFailure {
  message: string
  where: string
}

const gone = 'This project is no longer stored here.'

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** All projects that are not deleted, the newest edit first. Broken ones are among them and say why. */
export async function listProjects(): Promise<Result<ProjectEntry[], string>> {
  return inDatabase(async (database) => {
    const transaction = database.transaction(['projects', 'thumbnails'])
    const records = await transaction.objectStore('projects').getAll()
    const thumbnails = transaction.objectStore('thumbnails')
    const entries = await Promise.all(
      records
        .filter((record) => record.deletedAt === null)
        .map(async (record) => ({ ...record, thumbnail: (await thumbnails.get(record.id)) ?? null })),
    )
    return entries.sort((a, b) => b.updatedAt - a.updatedAt)
  })
}

/** Stores a new project and returns its id. */
export async function createProject(options: {
  document: GanvasDocument
  thumbnail?: Blob
}): Promise<Result<string, string>> {
  const { document, thumbnail } = options
  const now = Date.now()
  const id = newId()
  const record = { id, title: document.title, createdAt: now, updatedAt: now, deletedAt: null, broken: null }
  return writeTogether(everything, 'strict', async (transaction) => {
    await transaction.objectStore('projects').put(record)
    await transaction.objectStore('documents').put(document, id)
    if (thumbnail) await transaction.objectStore('thumbnails').put(thumbnail, id)
    return succeed(id)
  })
}

/**
 * Writes what an edit changed, in one transaction: the document (whose title becomes the project's), the session, the loss
 * curve, the thumbnail. A project that is broken or purged is never overwritten: that is a failure.
 */
export async function saveProject(
  id: string,
  changed: { document?: GanvasDocument; session?: unknown; curve?: unknown; thumbnail?: Blob },
): Promise<Result<null, string>> {
  return changeProject(id, async (record, transaction) => {
    if (record.broken) return fail('This project is damaged in storage and is left as it is.')
    const { document, session, curve, thumbnail } = changed
    if (session !== undefined) await transaction.objectStore('sessions').put(session, id)
    if (curve !== undefined) await transaction.objectStore('curves').put(curve, id)
    if (thumbnail !== undefined) await transaction.objectStore('thumbnails').put(thumbnail, id)
    if (document === undefined) return succeed(null)
    await transaction.objectStore('documents').put(document, id)
    await putRecord(transaction, { ...record, title: document.title, updatedAt: Date.now() })
    return succeed(null)
  })
}

/** Reads a project and checks its document. One that cannot be read is marked broken (and left as it is). */
export async function loadProject(id: string): Promise<Result<LoadedProject, ProjectFailure>> {
  const read = await inDatabase(async (database) => {
    const transaction = database.transaction(['projects', ...owned])
    const [record, document, session, curve] = await Promise.all([
      transaction.objectStore('projects').get(id),
      transaction.objectStore('documents').get(id),
      transaction.objectStore('sessions').get(id),
      transaction.objectStore('curves').get(id),
    ])
    return { record, document, session, curve }
  })
  if (!read.ok) return fail({ message: read.error, where: '' })
  const { record, document, session, curve } = read.value
  if (!record) return fail({ message: gone, where: '' })
  const parsed = parseDocument(document)
  const [problem] = parsed.ok ? [] : parsed.error
  const broken = parsed.ok
    ? null
    : { message: problem?.message ?? 'It cannot be read.', where: problem?.where ?? '' }
  if (broken?.message !== record.broken?.message) await markBroken(id, broken)
  if (!parsed.ok) return fail(broken!)
  return succeed({
    id,
    title: record.title,
    document: parsed.value,
    session: session ?? null,
    curve: curve ?? null,
  })
}

async function markBroken(id: string, broken: ProjectRecord['broken']): Promise<void> {
  await changeProject(id, async (record, transaction) => {
    await putRecord(transaction, { ...record, broken })
    return succeed(null)
  })
}

/** The stored document of a project as text, readable or not: what a user takes away from a broken project. */
export async function storedText(id: string): Promise<Result<string, string>> {
  return inDatabase(async (database) =>
    JSON.stringify((await database.get('documents', id)) ?? null, null, 2),
  )
}

/** Gives a project, and the document in it, another title. */
export async function renameProject(id: string, title: string): Promise<Result<null, string>> {
  return changeProject(id, async (record, transaction) => {
    if (record.broken) return fail('A damaged project cannot be renamed.')
    const documents = transaction.objectStore('documents')
    const document = (await documents.get(id)) as GanvasDocument
    await documents.put({ ...document, title }, id)
    await putRecord(transaction, { ...record, title, updatedAt: Date.now() })
    return succeed(null)
  })
}

/** Copies a project with everything that belongs to it, its checkpoints included, and returns the copy's id. */
export async function duplicateProject(id: string): Promise<Result<string, string>> {
  const copy = newId()
  const copied = await changeProject(id, async (record, transaction) => {
    if (record.broken) return fail('A damaged project cannot be duplicated.')
    const title = `${record.title} copy`
    const now = Date.now()
    await putRecord(transaction, {
      ...record,
      id: copy,
      title,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    })
    for (const name of owned) {
      const store = transaction.objectStore(name)
      const value: unknown = await store.get(id)
      if (value === undefined) continue
      await store.put(name === 'documents' ? { ...(value as GanvasDocument), title } : value, copy)
    }
    const checkpoints = transaction.objectStore('checkpoints')
    for (const checkpoint of await checkpoints.index('project').getAll(id))
      await checkpoints.put({ ...checkpoint, project: copy })
    return succeed(null)
  })
  return copied.ok ? succeed(copy) : copied
}

/** Puts a project into the bin: out of the list, and purged after a week. `restoreProject` undoes it. */
export async function deleteProject(id: string): Promise<Result<null, string>> {
  return setDeletedAt(id, Date.now())
}

/** Takes a project out of the bin. */
export async function restoreProject(id: string): Promise<Result<null, string>> {
  return setDeletedAt(id, null)
}

async function setDeletedAt(id: string, deletedAt: number | null): Promise<Result<null, string>> {
  return changeProject(id, async (record, transaction) => {
    await putRecord(transaction, { ...record, deletedAt })
    return succeed(null)
  })
}

/** Removes for good what has been in the bin for a week. Returns how many projects went. */
export async function purgeDeleted(now = Date.now()): Promise<Result<number, string>> {
  return writeTogether(everything, 'relaxed', async (transaction) => {
    const records = await transaction.objectStore('projects').getAll()
    const old = records.filter(
      ({ deletedAt }) => deletedAt !== null && now - deletedAt > binDays * 86_400_000,
    )
    for (const { id } of old) await purge(id, transaction)
    return succeed(old.length)
  })
}

async function purge(id: string, transaction: Transaction): Promise<void> {
  for (const name of ['projects', ...owned] as const) await transaction.objectStore(name).delete(id)
  const checkpoints = transaction.objectStore('checkpoints')
  for (const key of await checkpoints.index('project').getAllKeys(id)) await checkpoints.delete(key)
}

/** One read-write transaction over all that belongs to a project; nothing is written where `change` fails. */
async function changeProject(
  id: string,
  change: (record: ProjectRecord, transaction: Transaction) => Promise<Result<null, string>>,
): Promise<Result<null, string>> {
  return writeTogether(everything, 'relaxed', async (transaction) => {
    const record = await transaction.objectStore('projects').get(id)
    return record ? change(record, transaction) : fail(gone)
  })
}

type Transaction = WriteTransaction<(typeof everything)[number][]>

async function putRecord(transaction: Transaction, record: ProjectRecord): Promise<void> {
  await transaction.objectStore('projects').put(record)
}
