// Projects, checkpoints and data sets on a real implementation of IndexedDB (in memory).
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { GanvasDocument } from '../document/types'
import {
  dropCheckpoints,
  loadBestCheckpoint,
  loadCheckpoint,
  saveBestCheckpoint,
  saveCheckpoint,
} from './checkpoints'
import { closeDatabase, inDatabase } from './database'
import { listDatasets, loadDataset, saveDataset } from './datasets'
import {
  createProject,
  deleteProject,
  duplicateProject,
  listProjects,
  loadProject,
  purgeDeleted,
  renameProject,
  restoreProject,
  saveProject,
  storedText,
} from './projects'
import { readSetting, writeSetting } from './settings'

const document: GanvasDocument = {
  format: 'ganvas',
  version: 1,
  title: 'Ring',
  about: '',
  knobs: [],
  data: {},
  networks: {},
  game: {
    batch: 4,
    seed: 1,
    rounds: 10,
    values: {},
    players: {},
    schedule: [{ until: 1, steps: [] }],
    views: {},
  },
  layout: {},
}

const bytes = (...values: number[]) => new Uint8Array(values).buffer
const oneDay = 86_400_000

function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const titles = async () => valueOf(await listProjects()).map(({ title }) => title)

/** Writes past the functions under test, as damage or another version would. */
async function putRaw(store: string, key: IDBValidKey | undefined, value: unknown) {
  const database = await openDB('ganvas')
  await database.put(store, value, key)
  database.close()
}

beforeEach(async () => {
  await closeDatabase()
  globalThis.indexedDB = new IDBFactory()
})

describe('projects', () => {
  it('come back as they were saved', async () => {
    const id = valueOf(await createProject({ document, thumbnail: new Blob(['picture']) }))
    const session = { graph: 'game', viewports: { game: { x: 1, y: 2, zoom: 0.5 } } }
    const curve = [{ round: 1, losses: { critic: NaN, generator: Infinity } }]
    const edited = { ...document, title: 'Edited', about: 'more' }
    valueOf(await saveProject(id, { document: edited, session, curve }))
    await closeDatabase()
    const loaded = valueOf(await loadProject(id))
    expect(loaded).toEqual({ id, title: 'Edited', document: edited, session, curve })
    const [entry] = valueOf(await listProjects())
    expect(await entry?.thumbnail?.text()).toBe('picture')
  })

  it('are listed with the newest edit first', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000 })
    const first = valueOf(await createProject({ document: { ...document, title: 'first' } }))
    vi.setSystemTime(2_000)
    valueOf(await createProject({ document: { ...document, title: 'second' } }))
    expect(await titles()).toEqual(['second', 'first'])
    vi.setSystemTime(3_000)
    valueOf(await saveProject(first, { document: { ...document, title: 'first, edited' } }))
    expect(await titles()).toEqual(['first, edited', 'second'])
    vi.useRealTimers()
  })

  it('are renamed with the document in them', async () => {
    const id = valueOf(await createProject({ document }))
    valueOf(await renameProject(id, 'Circle'))
    expect(valueOf(await loadProject(id)).document.title).toBe('Circle')
    expect(await titles()).toEqual(['Circle'])
  })

  it('are duplicated with their checkpoints, and then go separate ways', async () => {
    const id = valueOf(await createProject({ document }))
    valueOf(await saveCheckpoint(id, { round: 7, bytes: bytes(7) }))
    const copy = valueOf(await duplicateProject(id))
    valueOf(await saveCheckpoint(id, { round: 8, bytes: bytes(8) }))
    expect(valueOf(await loadProject(copy)).document.title).toBe('Ring copy')
    expect(valueOf(await loadCheckpoint(copy)).whole?.round).toBe(7)
    expect(valueOf(await loadCheckpoint(id)).whole?.round).toBe(8)
  })

  it('come back from the bin until they are purged', async () => {
    const id = valueOf(await createProject({ document }))
    valueOf(await saveCheckpoint(id, { round: 7, bytes: bytes(7) }))
    valueOf(await deleteProject(id))
    expect(await titles()).toEqual([])
    valueOf(await restoreProject(id))
    expect(await titles()).toEqual(['Ring'])
    valueOf(await deleteProject(id))
    expect(valueOf(await purgeDeleted(Date.now() + oneDay))).toBe(0)
    expect(valueOf(await purgeDeleted(Date.now() + 8 * oneDay))).toBe(1)
    expect(valueOf(await loadCheckpoint(id)).whole).toBeNull()
    expect(await restoreProject(id)).toMatchObject({ ok: false })
  })

  it('write all of an edit or nothing of it', async () => {
    const id = valueOf(await createProject({ document }))
    // The session is written first; the document cannot be.
    const unclonable = { ...document, about: (() => '') as unknown as string }
    expect(await saveProject(id, { session: { graph: 'game' }, document: unclonable })).toMatchObject({
      ok: false,
    })
    expect(valueOf(await loadProject(id))).toMatchObject({ title: 'Ring', session: null })
  })

  it('that are damaged are named in the list, left as they are, and never overwritten', async () => {
    const id = valueOf(await createProject({ document }))
    const damaged = { ...document, game: { ...document.game, batch: 'many' } }
    await putRaw('documents', id, damaged)
    expect(await loadProject(id)).toMatchObject({ ok: false, error: { where: '/game/batch' } })
    const [entry] = valueOf(await listProjects())
    expect(entry?.broken?.where).toBe('/game/batch')
    for (const refused of [saveProject(id, { document }), renameProject(id, 'x'), duplicateProject(id)])
      expect(await refused).toMatchObject({ ok: false })
    expect(JSON.parse(valueOf(await storedText(id)))).toEqual(damaged)
    // A later Ganvas may be able to read it.
    await putRaw('documents', id, document)
    expect(await loadProject(id)).toMatchObject({ ok: true })
    expect(await saveProject(id, { document })).toMatchObject({ ok: true })
  })

  it('that are gone are a sentence', async () => {
    expect(await loadProject('nobody')).toEqual({
      ok: false,
      error: { message: 'This project is no longer stored here.', where: '' },
    })
    expect(await saveProject('nobody', { document })).toMatchObject({ ok: false })
    expect(await titles()).toEqual([])
  })
})

describe('checkpoints', () => {
  it('keep the best one beside the newest three, until all are dropped', async () => {
    const bytes = (value: number) => new Uint8Array([value, 2, 3, 4, 5]).buffer
    for (const round of [1, 2]) await saveBestCheckpoint('p', { round, bytes: bytes(round) })
    for (const round of [3, 4, 5, 6]) await saveCheckpoint('p', { round, bytes: bytes(round) })
    expect(valueOf(await loadBestCheckpoint('p')).whole).toEqual({ round: 2, bytes: bytes(2) })
    expect(valueOf(await loadCheckpoint('p')).whole?.round).toBe(6)
    expect(valueOf(await loadBestCheckpoint('q')).whole).toBeNull()
    expect(valueOf(await inDatabase((database) => database.getAllKeys('checkpoints')))).toHaveLength(4)
    await dropCheckpoints('p')
    expect(valueOf(await inDatabase((database) => database.getAllKeys('checkpoints')))).toEqual([])
  })

  it('are the last three, in the order of writing', async () => {
    for (const round of [1, 2, 3, 4, 2]) await saveCheckpoint('p', { round, bytes: bytes(round) })
    await saveCheckpoint('other', { round: 9, bytes: bytes(9) })
    const newest = valueOf(await loadCheckpoint('p')).whole
    expect(newest?.round).toBe(2)
    expect(new Uint8Array(newest!.bytes)).toEqual(new Uint8Array([2]))
    const rounds = await inDatabase((database) => database.getAllFromIndex('checkpoints', 'project', 'p'))
    expect(valueOf(rounds).map(({ round }) => round)).toEqual([3, 4, 2])
  })

  it('that are damaged give way to the one before', async () => {
    const whole = bytes(1, 2, 3, 4, 5, 6, 7)
    await saveCheckpoint('p', { round: 1, bytes: whole })
    await saveCheckpoint('p', { round: 2, bytes: whole })
    const key = valueOf(await inDatabase((database) => database.getAllKeys('checkpoints'))).at(-1)!
    const record = valueOf(await inDatabase((database) => database.get('checkpoints', key)))
    for (let bit = 0; bit < 56; bit++) {
      const flipped = new Uint8Array(whole.slice(0))
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      await putRaw('checkpoints', key, { ...record, bytes: flipped.buffer })
      const found = valueOf(await loadCheckpoint('p'))
      expect([found.whole?.round, found.damaged]).toEqual([1, [2]])
    }
  })

  it('are dropped on reset, of one project only', async () => {
    await saveCheckpoint('p', { round: 1, bytes: bytes(1) })
    await saveCheckpoint('q', { round: 2, bytes: bytes(2) })
    valueOf(await dropCheckpoints('p'))
    expect(valueOf(await loadCheckpoint('p'))).toEqual({ whole: null, damaged: [] })
    expect(valueOf(await loadCheckpoint('q')).whole?.round).toBe(2)
  })
})

describe('data sets and settings', () => {
  it('keep typed arrays as they are', async () => {
    const section = { source: `own/${'a'.repeat(64)}`, seed: 1, count: 2, fields: {} }
    const stored = { label: new Int32Array([3, 1]), image: new Uint8Array([0, 255]) }
    valueOf(await saveDataset('a', { section, summary: '2 pictures', stored }))
    expect(valueOf(await loadDataset('a'))).toEqual({ id: 'a', section, summary: '2 pictures', stored })
    expect(valueOf(await loadDataset('b'))).toBeNull()
    expect(valueOf(await listDatasets())).toEqual([{ id: 'a', section, summary: '2 pictures' }])
  })

  it('remember settings', async () => {
    valueOf(await writeSetting('backend', 'wasm'))
    expect(valueOf(await readSetting('backend'))).toBe('wasm')
    expect(valueOf(await readSetting('theme'))).toBeUndefined()
  })
})

describe('the database', () => {
  it('is reopened when its connection has died', async () => {
    valueOf(await writeSetting('backend', 'wasm'))
    valueOf(await inDatabase((database) => Promise.resolve(database.close())))
    expect(valueOf(await readSetting('backend'))).toBe('wasm')
  })

  it('gives way to a newer version in another tab, and says so', async () => {
    valueOf(await writeSetting('backend', 'wasm'))
    const newer = await openDB('ganvas', 99)
    expect(newer.version).toBe(99)
    const refused = await readSetting('backend')
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('newer Ganvas') as string })
    newer.close()
  })

  it('turns a full disk into a sentence', async () => {
    const full = await inDatabase(() => Promise.reject(new DOMException('full', 'QuotaExceededError')))
    expect(full).toMatchObject({ ok: false, error: expect.stringContaining('no more room') as string })
  })

  it('lets bugs through', async () => {
    await expect(inDatabase(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
  })
})
