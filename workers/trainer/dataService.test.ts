// Data are decoded and stored once, and never read back by the one who stored them.
import { expect, test } from 'vitest'
import { decodePicture } from '../../src/cli/decodePicture'
import { given, picture, zip } from '../../src/data/files/testing/corpus'
import type { DataSection } from '../../src/document/types'
import { succeed } from '../../src/lib/result'
import { createDataService } from './dataService'

/** The service over a store in memory, and how often it has decoded, saved and loaded. */
function counted() {
  const kept = new Map<string, { stored: unknown }>()
  const counts = { decoded: 0, saved: 0, loaded: 0 }
  const service = createDataService({
    datasets: {
      load: async (id) => {
        counts.loaded++
        return Promise.resolve(succeed(kept.get(id) ?? null))
      },
      save: async (id, dataset) => {
        counts.saved++
        kept.set(id, structuredClone(dataset))
        return Promise.resolve(succeed(null))
      },
    },
    decode: (bytes) => {
      counts.decoded++
      return decodePicture(bytes)
    },
    onProgress: () => undefined,
  })
  return { service, counts, kept }
}

async function zipOf(paths: string[]) {
  const files = await Promise.all(
    paths.map(async (path, k) => [path, await picture(32, 32, { red: 20 * k })]),
  )
  return given('pictures.zip', zip(Object.fromEntries(files) as Record<string, Uint8Array>))
}

/** Looks at files, and forgets what looking cost. */
async function inspected(paths: string[]) {
  const made = counted()
  const found = await made.service.inspectData([await zipOf(paths)])
  expect(found.ok).toBe(true)
  made.counts.decoded = 0
  return made
}

function sectionOf(
  stored: Awaited<ReturnType<ReturnType<typeof createDataService>['storeData']>>,
): DataSection {
  if (!stored.ok) throw new Error(stored.error.message)
  return stored.value.section
}

test('what was just stored is not read back, whoever asks for it', async () => {
  const { service, counts, kept } = await inspected(['p/1.png', 'p/2.png'])
  const section = sectionOf(await service.storeData({}))
  const prepared = await service.cache.prepare({ photos: section })
  const found = await service.cache.find({ ...section, title: 'Another title', seed: 7 })
  expect(prepared.ok && found.ok && prepared.value.photos === found.value).toBe(true)
  expect(counts).toEqual({ decoded: 2, saved: 1, loaded: 0 })
  // A trainer that starts afterwards finds the same samples in the store.
  const later = counted()
  for (const [id, dataset] of kept) later.kept.set(id, dataset)
  const again = await later.service.cache.find(section)
  expect(again.ok && again.value.read([1, 0])).toEqual(found.ok && found.value.read([1, 0]))
})

test('two domains are decoded and stored once, each when it is used', async () => {
  const { service, counts } = await inspected(['trainA/1.png', 'trainA/2.png', 'trainB/1.png'])
  const a = sectionOf(await service.storeData({ domain: 'a' }))
  expect(counts).toEqual({ decoded: 2, saved: 1, loaded: 0 })
  expect((await service.cache.prepare({ a })).ok).toBe(true)
  const b = sectionOf(await service.storeData({ domain: 'b' }))
  expect((await service.cache.prepare({ a, b })).ok).toBe(true)
  expect([a.count, b.count]).toEqual([2, 1])
  expect(counts).toEqual({ decoded: 3, saved: 2, loaded: 0 })
})

test('who asks while data are loaded waits for the same samples, and a failure is tried again', async () => {
  const stored = await inspected(['p/1.png', 'p/2.png'])
  const section = sectionOf(await stored.service.storeData({}))
  const { service, counts, kept } = counted()
  expect(await service.cache.find(section)).toMatchObject({ ok: false, error: { code: 'data_missing' } })
  for (const [id, dataset] of stored.kept) kept.set(id, dataset)
  const [one, two] = await Promise.all([service.cache.find(section), service.cache.prepare({ section })])
  expect(one.ok && two.ok && one.value === two.value.section).toBe(true)
  expect(counts.loaded).toBe(2)
})

test('samples of another shape than the section says are refused', async () => {
  const { service } = await inspected(['p/1.png', 'p/2.png'])
  const section = sectionOf(await service.storeData({}))
  const other = { ...section, fields: { image: { shape: [8, 8, 3], domain: 'image' as const } } }
  expect(await service.cache.find(other)).toMatchObject({ ok: false, error: { code: 'data_shape' } })
})
